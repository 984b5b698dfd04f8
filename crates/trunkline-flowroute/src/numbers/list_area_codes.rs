//! Listing the area codes for sale (docs/contracts/flowroute-v2.md §2.3, N1).

use serde::{Deserialize, Serialize};
use trunkline_core::{AreaCode, Money};

use crate::prelude::*;

/// An area code that has numbers for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AvailableAreaCode {
    /// The area code.
    #[serde(rename(deserialize = "id"))]
    pub area_code: AreaCode,
}

endpoint! {
    /// Lists the area codes (NPA) that have numbers for sale, in ascending order.
    #[derive(Default)]
    pub struct ListAreaCodes {}
    optional {
        /// Only area codes with a number whose setup cost is at most this, in dollars.
        max_setup_cost(Money): Money,
    }
    optional in window: Window<400> {
        /// At most this many items a page: 1 to 400, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list_area_codes");
    GET "/v2/numbers/available/areacodes" -> Page<AvailableAreaCode>: many;
    list(window: Window<400>) AvailableAreaCode, key AreaCode = |item| Some(item.area_code);

    fn query(&self, query: &mut Query) {
        query.push_some("max_setup_cost", self.max_setup_cost.map(Money::amount));
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        let fits = self.max_setup_cost.is_none_or(|cost| cost >= Money::ZERO);
        ensure(fits, "max_setup_cost", "must not be negative")?;
        self.window.validate()
    }
}
