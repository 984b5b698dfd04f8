//! Listing the exchanges that have numbers for sale (docs/contracts/flowroute-v1.md §2, 2).

use trunkline_core::{AreaCode, NpaNxx};

use super::AvailableExchange;
use crate::prelude::*;

endpoint! {
    /// Lists the exchanges (NPA-NXX) that have numbers for sale, in no particular order.
    #[derive(Default)]
    pub struct ListExchanges {}
    optional {
        /// Only exchanges whose area code contains these digits, 1 to 3: `20` fits 201, 206 and 720.
        npa(impl Into<String>): String,
    }
    optional in place: PageNumber {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// Which page, from 1; by default the first. Pages are counted by their limit.
        page(u32),
    }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.list_exchanges");
    GET "/v1/available-tns/npanxxs/" -> Page<AvailableExchange>: |response| page(response, AvailableExchange::new);
    list(place: PageNumber) AvailableExchange, key NpaNxx = |available| Some(available.exchange);

    fn query(&self, query: &mut Query) {
        query.push_some("npa", self.npa.as_ref());
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        ensure_digits("npa", self.npa.as_deref(), 3)?;
        self.place.validate()
    }
}

impl ListExchanges {
    /// Only exchanges of this area code.
    pub fn area_code(self, area_code: AreaCode) -> Self {
        self.npa(area_code.to_string())
    }
}
