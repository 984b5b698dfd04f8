//! A number that is for sale (docs/contracts/flowroute-v1.md §3.4).

use serde::{Deserialize, Serialize};
use trunkline_core::{Money, PhoneNumber, RateCenter, Region, lenient};

use crate::BillingMethod;

/// A number that was for sale when the list was made. Nothing is reserved: somebody else may be faster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Offer {
    /// The number.
    pub number: PhoneNumber,
    /// Charged once, at the purchase.
    pub initial_cost: Money,
    /// Charged every month.
    pub monthly_cost: Money,
    /// How it can be billed; the purchase must name one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub billing_methods: Vec<BillingMethod>,
    /// The rate center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_center: Option<RateCenter>,
    /// State or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Region>,
}

/// All that the map says of a number; its key is the number.
#[derive(Deserialize)]
pub(super) struct Terms {
    initial_cost: Money,
    monthly_cost: Money,
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    billing_methods: Vec<BillingMethod>,
    #[serde(default, deserialize_with = "lenient::text")]
    ratecenter: Option<RateCenter>,
    #[serde(default, deserialize_with = "lenient::text")]
    state: Option<Region>,
}

impl Offer {
    pub(super) fn new(number: PhoneNumber, terms: Terms) -> Self {
        Self {
            number,
            initial_cost: terms.initial_cost,
            monthly_cost: terms.monthly_cost,
            billing_methods: terms.billing_methods,
            rate_center: terms.ratecenter,
            state: terms.state,
        }
    }
}
