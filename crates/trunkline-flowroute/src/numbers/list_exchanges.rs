//! Listing the exchanges for sale (docs/contracts/flowroute-v2.md §2.3, N2).

use serde::{Deserialize, Serialize};
use trunkline_core::{AreaCode, Money, NpaNxx};

use crate::prelude::*;

/// An exchange that has numbers for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AvailableExchange {
    /// The exchange, area code included.
    #[serde(rename(deserialize = "id"))]
    pub exchange: NpaNxx,
}

endpoint! {
    /// Lists the exchanges (NPA-NXX) that have numbers for sale, in ascending order.
    #[derive(Default)]
    pub struct ListExchanges {}
    optional {
        /// Only exchanges with a number whose setup cost is at most this, in dollars.
        max_setup_cost(Money): Money,
        /// Only exchanges of this area code.
        area_code(AreaCode): AreaCode,
    }
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list_exchanges");
    GET "/v2/numbers/available/exchanges" -> Page<AvailableExchange>: many;
    list(window: Window<200>) AvailableExchange, key NpaNxx = |item| Some(item.exchange);

    fn query(&self, query: &mut Query) {
        query.push_some("areacode", self.area_code);
        query.push_some("max_setup_cost", self.max_setup_cost.map(Money::amount));
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        let fits = self.max_setup_cost.is_none_or(|cost| cost >= Money::ZERO);
        ensure(fits, "max_setup_cost", "must not be negative")?;
        self.window.validate()
    }
}
