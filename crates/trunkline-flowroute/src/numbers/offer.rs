//! A number that is for sale (docs/contracts/flowroute-v2.md §3.1.4).

use serde::Deserialize;
use trunkline_core::{Country, Money, PhoneNumber, RateCenter, Region, lenient, open_enum};

use crate::envelope::{Digits, Resource};

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

/// A number that was for sale when the list was made. Nothing is reserved: somebody else may be faster.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Resource<Digits, Attributes>")]
#[non_exhaustive]
pub struct Offer {
    /// The number.
    pub number: PhoneNumber,
    /// Charged at the purchase.
    pub setup_cost: Money,
    /// Charged every month.
    pub monthly_cost: Money,
    /// Charged for every minute of an inbound call.
    pub inbound_rate: Option<Money>,
    /// Geographic or toll-free.
    pub number_type: Option<NumberType>,
    /// The rate center's abbreviated name; toll-free numbers have none.
    pub rate_center: Option<RateCenter>,
    /// State or province; toll-free numbers have none.
    pub state: Option<Region>,
    /// The country.
    pub iso_country: Option<Country>,
    /// The pricing tier.
    pub tier: Option<Box<str>>,
    /// How calls are rated: `local`.
    pub rate_type: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default)]
    value: Option<Digits>,
    setup_cost: Money,
    monthly_cost: Money,
    #[serde(default)]
    inbound_rate: Option<Money>,
    #[serde(default)]
    number_type: Option<NumberType>,
    #[serde(default)]
    rate_center: Option<RateCenter>,
    #[serde(default)]
    state: Option<Region>,
    #[serde(default)]
    iso_country: Option<Country>,
    #[serde(default, deserialize_with = "lenient::text")]
    tier: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    rate_type: Option<Box<str>>,
}

impl From<Resource<Digits, Attributes>> for Offer {
    fn from(Resource { id, attributes: a }: Resource<Digits, Attributes>) -> Self {
        Self {
            number: a.value.unwrap_or(id).0,
            setup_cost: a.setup_cost,
            monthly_cost: a.monthly_cost,
            inbound_rate: a.inbound_rate,
            number_type: a.number_type,
            rate_center: a.rate_center,
            state: a.state,
            iso_country: a.iso_country,
            tier: a.tier,
            rate_type: a.rate_type,
        }
    }
}
