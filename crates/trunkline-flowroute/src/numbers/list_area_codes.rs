//! `GET /v2/numbers/available/areacodes` (docs/contracts/flowroute-v2.md §2.3, N1).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{
    AreaCode, DecodeError, Endpoint, Money, Operation, Page, Path, Query, ValidationError, ensure,
    fingerprint,
};

use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the area codes (NPA) that have numbers for sale, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListAreaCodes {
    window: Window,
    max_setup_cost: Option<Money>,
}

/// An area code that has numbers for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct AvailableAreaCode {
    /// The area code.
    #[serde(rename = "id")]
    pub area_code: AreaCode,
}

impl ListAreaCodes {
    /// All area codes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only area codes with a number whose setup cost is at most this, in dollars.
    pub fn max_setup_cost(mut self, cost: Money) -> Self {
        self.max_setup_cost = Some(cost);
        self
    }
}

windowed!(ListAreaCodes, AvailableAreaCode, default 10, max 400, |item| fingerprint(&item.area_code));

impl Endpoint for ListAreaCodes {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list_area_codes");
    const METHOD: Method = Method::GET;
    type Output = Page<AvailableAreaCode>;

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push("available")
            .push("areacodes");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("max_setup_cost", self.max_setup_cost.map(Money::amount));
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.max_setup_cost.is_none_or(|cost| cost >= Money::ZERO),
            "max_setup_cost",
            "must not be negative",
        )?;
        self.window.validate(400)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
