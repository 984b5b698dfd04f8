//! `GET /v2/numbers/available/exchanges` (docs/contracts/flowroute-v2.md §2.3, N2).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{
    AreaCode, DecodeError, Endpoint, Money, NpaNxx, Operation, Page, Path, Query, ValidationError, ensure,
    fingerprint,
};

use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the exchanges (NPA-NXX) that have numbers for sale, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListExchanges {
    window: Window,
    max_setup_cost: Option<Money>,
    area_code: Option<AreaCode>,
}

/// An exchange that has numbers for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct AvailableExchange {
    /// The exchange, area code included.
    #[serde(rename = "id")]
    pub exchange: NpaNxx,
}

impl ListExchanges {
    /// All exchanges.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only exchanges with a number whose setup cost is at most this, in dollars.
    pub fn max_setup_cost(mut self, cost: Money) -> Self {
        self.max_setup_cost = Some(cost);
        self
    }

    /// Only exchanges of this area code.
    pub fn area_code(mut self, area_code: AreaCode) -> Self {
        self.area_code = Some(area_code);
        self
    }
}

windowed!(ListExchanges, AvailableExchange, default 10, max 200, |item| fingerprint(&item.exchange));

impl Endpoint for ListExchanges {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list_exchanges");
    const METHOD: Method = Method::GET;
    type Output = Page<AvailableExchange>;

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push("available")
            .push("exchanges");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("areacode", self.area_code);
        query.push_some("max_setup_cost", self.max_setup_cost.map(Money::amount));
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.max_setup_cost.is_none_or(|cost| cost >= Money::ZERO),
            "max_setup_cost",
            "must not be negative",
        )?;
        self.window.validate(200)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
