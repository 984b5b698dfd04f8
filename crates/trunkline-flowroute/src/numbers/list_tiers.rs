//! Listing the pricing tiers (docs/contracts/flowroute-v2.md §2.3, N3, and §3.1.3).

use serde::{Deserialize, Serialize};

use crate::prelude::*;

/// A pricing tier that has numbers for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AvailableTier {
    /// Its name, which is also what [`SearchNumbers::tier`](super::SearchNumbers::tier) takes: `Standard`,
    /// `US Promo $0.0/$0.50/$0.005`.
    #[serde(rename(deserialize = "id"))]
    pub tier: String,
}

endpoint! {
    /// Lists the pricing tiers that have numbers for sale.
    #[derive(Default)]
    pub struct ListTiers {}
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list_tiers");
    GET "/v2/numbers/available/tiers" -> Page<AvailableTier>: many;
    list(window: Window<200>) AvailableTier, key String = |item| Some(item.tier.clone());

    fn query(&self, query: &mut Query) {
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        self.window.validate()
    }
}
