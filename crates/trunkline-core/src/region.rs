//! States, provinces and countries.

use crate::open_enum;

/// Declares the regions once, with their names and countries.
macro_rules! regions {
    ($($country:ident { $($variant:ident $code:literal $name:literal)+ })+) => {
        open_enum! {
            /// A state, district or territory of the United States, or a province or territory of Canada.
            ///
            /// Written as its two capital letters; read in any case (docs/contracts/flowroute-v2.md §3.1.4, where `state` is in
            /// lower case, and docs/contracts/flowroute-v2.md §5.4, where it is in upper case).
            #[allow(clippy::upper_case_acronyms, reason = "postal abbreviations are written in capitals")]
            pub enum Region {
                $($(
                    #[doc = $name]
                    $variant = $code,
                )+)+
            }
        }

        impl Region {
            /// The name in English, or the unknown text as received.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $($(Self::$variant => $name,)+)+
                    Self::Other(text) => text,
                }
            }

            /// The country the region belongs to; the territories of the United States count as `US`. `None` when
            /// the region is unknown.
            #[must_use]
            pub fn country(&self) -> Option<Country> {
                match self {
                    $($(Self::$variant)|+ => Some(Country::$country),)+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

open_enum! {
    /// A country, as its two-letter code (ISO 3166-1 alpha-2).
    ///
    /// The two countries whose addresses the carriers validate are known; every other code is kept as `Other`. The
    /// three-letter codes are read too (docs/contracts/flowroute-v2.md §7, item 13: `USA` on old records).
    #[allow(clippy::upper_case_acronyms, reason = "country codes are written in capitals")]
    pub enum Country {
        /// The United States.
        US = "US" | "USA",
        /// Canada.
        CA = "CA" | "CAN",
    }
}

regions! {
    US {
        AL "AL" "Alabama"
        AK "AK" "Alaska"
        AZ "AZ" "Arizona"
        AR "AR" "Arkansas"
        CA "CA" "California"
        CO "CO" "Colorado"
        CT "CT" "Connecticut"
        DE "DE" "Delaware"
        DC "DC" "District of Columbia"
        FL "FL" "Florida"
        GA "GA" "Georgia"
        HI "HI" "Hawaii"
        ID "ID" "Idaho"
        IL "IL" "Illinois"
        IN "IN" "Indiana"
        IA "IA" "Iowa"
        KS "KS" "Kansas"
        KY "KY" "Kentucky"
        LA "LA" "Louisiana"
        ME "ME" "Maine"
        MD "MD" "Maryland"
        MA "MA" "Massachusetts"
        MI "MI" "Michigan"
        MN "MN" "Minnesota"
        MS "MS" "Mississippi"
        MO "MO" "Missouri"
        MT "MT" "Montana"
        NE "NE" "Nebraska"
        NV "NV" "Nevada"
        NH "NH" "New Hampshire"
        NJ "NJ" "New Jersey"
        NM "NM" "New Mexico"
        NY "NY" "New York"
        NC "NC" "North Carolina"
        ND "ND" "North Dakota"
        OH "OH" "Ohio"
        OK "OK" "Oklahoma"
        OR "OR" "Oregon"
        PA "PA" "Pennsylvania"
        RI "RI" "Rhode Island"
        SC "SC" "South Carolina"
        SD "SD" "South Dakota"
        TN "TN" "Tennessee"
        TX "TX" "Texas"
        UT "UT" "Utah"
        VT "VT" "Vermont"
        VA "VA" "Virginia"
        WA "WA" "Washington"
        WV "WV" "West Virginia"
        WI "WI" "Wisconsin"
        WY "WY" "Wyoming"
        AS "AS" "American Samoa"
        GU "GU" "Guam"
        MP "MP" "Northern Mariana Islands"
        PR "PR" "Puerto Rico"
        VI "VI" "U.S. Virgin Islands"
    }
    CA {
        AB "AB" "Alberta"
        BC "BC" "British Columbia"
        MB "MB" "Manitoba"
        NB "NB" "New Brunswick"
        NL "NL" "Newfoundland and Labrador"
        NS "NS" "Nova Scotia"
        NT "NT" "Northwest Territories"
        NU "NU" "Nunavut"
        ON "ON" "Ontario"
        PE "PE" "Prince Edward Island"
        QC "QC" "Quebec"
        SK "SK" "Saskatchewan"
        YT "YT" "Yukon"
    }
}
