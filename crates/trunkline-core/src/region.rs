//! States, provinces and countries.

use crate::open_enum;

/// Declares the regions once, with their names and countries.
macro_rules! regions {
    ($($country:ident { $($variant:ident $upper:literal | $lower:literal $name:literal)+ })+) => {
        open_enum! {
            /// A state, district or territory of the United States, or a province or territory of Canada.
            ///
            /// Written as its two capital letters; read in any case (docs/contracts/flowroute-v2.md §3.1.4, where `state` is in
            /// lower case, and docs/contracts/flowroute-v2.md §5.4, where it is in upper case).
            #[allow(clippy::upper_case_acronyms, reason = "postal abbreviations are written in capitals")]
            pub enum Region {
                $($(
                    #[doc = $name]
                    $variant = $upper | $lower,
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
        AL "AL" | "al" "Alabama"
        AK "AK" | "ak" "Alaska"
        AZ "AZ" | "az" "Arizona"
        AR "AR" | "ar" "Arkansas"
        CA "CA" | "ca" "California"
        CO "CO" | "co" "Colorado"
        CT "CT" | "ct" "Connecticut"
        DE "DE" | "de" "Delaware"
        DC "DC" | "dc" "District of Columbia"
        FL "FL" | "fl" "Florida"
        GA "GA" | "ga" "Georgia"
        HI "HI" | "hi" "Hawaii"
        ID "ID" | "id" "Idaho"
        IL "IL" | "il" "Illinois"
        IN "IN" | "in" "Indiana"
        IA "IA" | "ia" "Iowa"
        KS "KS" | "ks" "Kansas"
        KY "KY" | "ky" "Kentucky"
        LA "LA" | "la" "Louisiana"
        ME "ME" | "me" "Maine"
        MD "MD" | "md" "Maryland"
        MA "MA" | "ma" "Massachusetts"
        MI "MI" | "mi" "Michigan"
        MN "MN" | "mn" "Minnesota"
        MS "MS" | "ms" "Mississippi"
        MO "MO" | "mo" "Missouri"
        MT "MT" | "mt" "Montana"
        NE "NE" | "ne" "Nebraska"
        NV "NV" | "nv" "Nevada"
        NH "NH" | "nh" "New Hampshire"
        NJ "NJ" | "nj" "New Jersey"
        NM "NM" | "nm" "New Mexico"
        NY "NY" | "ny" "New York"
        NC "NC" | "nc" "North Carolina"
        ND "ND" | "nd" "North Dakota"
        OH "OH" | "oh" "Ohio"
        OK "OK" | "ok" "Oklahoma"
        OR "OR" | "or" "Oregon"
        PA "PA" | "pa" "Pennsylvania"
        RI "RI" | "ri" "Rhode Island"
        SC "SC" | "sc" "South Carolina"
        SD "SD" | "sd" "South Dakota"
        TN "TN" | "tn" "Tennessee"
        TX "TX" | "tx" "Texas"
        UT "UT" | "ut" "Utah"
        VT "VT" | "vt" "Vermont"
        VA "VA" | "va" "Virginia"
        WA "WA" | "wa" "Washington"
        WV "WV" | "wv" "West Virginia"
        WI "WI" | "wi" "Wisconsin"
        WY "WY" | "wy" "Wyoming"
        AS "AS" | "as" "American Samoa"
        GU "GU" | "gu" "Guam"
        MP "MP" | "mp" "Northern Mariana Islands"
        PR "PR" | "pr" "Puerto Rico"
        VI "VI" | "vi" "U.S. Virgin Islands"
    }
    CA {
        AB "AB" | "ab" "Alberta"
        BC "BC" | "bc" "British Columbia"
        MB "MB" | "mb" "Manitoba"
        NB "NB" | "nb" "New Brunswick"
        NL "NL" | "nl" "Newfoundland and Labrador"
        NS "NS" | "ns" "Nova Scotia"
        NT "NT" | "nt" "Northwest Territories"
        NU "NU" | "nu" "Nunavut"
        ON "ON" | "on" "Ontario"
        PE "PE" | "pe" "Prince Edward Island"
        QC "QC" | "qc" "Quebec"
        SK "SK" | "sk" "Saskatchewan"
        YT "YT" | "yt" "Yukon"
    }
}
