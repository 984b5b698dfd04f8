//! A number that is for sale (docs/contracts/flowroute-v2.md §3.1.4).

use trunkline_core::{Country, Money, PhoneNumber, RateCenter, Region, lenient, open_enum};

open_enum! {
    /// What kind of number it is. The carrier has two vocabularies for it.
    pub enum NumberType {
        /// A geographic number.
        Longcode = "longcode" | "standard",
        /// A toll-free number.
        TollFree = "toll-free" | "tollfree",
        /// An international network number (`883…`).
        Inum = "inum",
    }
}

record! {
    /// A number that was for sale when the list was made. Nothing is reserved: somebody else may be faster.
    pub struct Offer {
        /// The number.
        number: PhoneNumber = "lenient::e164_digits",
    }
    attributes {
        /// Charged at the purchase.
        setup_cost: Money,
        /// Charged every month.
        monthly_cost: Money,
        /// Charged for every minute of an inbound call.
        inbound_rate: Option<Money>,
        /// Geographic or toll-free.
        number_type: Option<NumberType>,
        /// The rate center's abbreviated name; toll-free numbers have none.
        rate_center: Option<RateCenter>,
        /// State or province; toll-free numbers have none.
        state: Option<Region>,
        /// The country.
        iso_country: Option<Country>,
        /// The pricing tier.
        tier: Option<String> = "lenient::text",
        /// How calls are rated: `local`.
        rate_type: Option<String> = "lenient::text",
    }
}
