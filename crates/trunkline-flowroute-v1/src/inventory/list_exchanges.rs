//! `GET /v1/available-tns/npanxxs/` (docs/contracts/flowroute-v1.md §2, 2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    AreaCode, DecodeError, Endpoint, NpaNxx, Operation, Page, Path, Query, ValidationError, fingerprint,
};

use super::list_area_codes::Views;
use crate::FLOWROUTE_V1;
use crate::body::page;
use crate::digits::ensure_digits;
use crate::pages::{Place, paged};

/// Lists the exchanges (NPA-NXX) that have numbers for sale, in no particular order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListExchanges {
    place: Place,
    npa: Option<Box<str>>,
}

/// An exchange that has numbers for sale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableExchange {
    /// The exchange, area code included.
    pub exchange: NpaNxx,
    /// The carrier's link to its numbers, as it came. Relative to the host, and never followed.
    pub tns: Option<Box<str>>,
}

impl ListExchanges {
    /// All exchanges.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only exchanges of this area code.
    pub fn area_code(self, area_code: AreaCode) -> Self {
        self.npa(area_code.to_string())
    }

    /// Only exchanges whose area code contains these digits, 1 to 3: `20` fits 201, 206 and 720.
    pub fn npa(mut self, digits: impl Into<Box<str>>) -> Self {
        self.npa = Some(digits.into());
        self
    }
}

paged!(ListExchanges, AvailableExchange, |item| fingerprint(
    &item.exchange
));

impl Endpoint for ListExchanges {
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.list_exchanges");
    const METHOD: Method = Method::GET;
    type Output = Page<AvailableExchange>;

    fn path(&self, path: &mut Path) {
        path.push("v1")
            .push("available-tns")
            .push("npanxxs")
            .trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        query.push_some("npa", self.npa.as_deref());
        self.place.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_digits("npa", self.npa.as_deref(), 3)?;
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        page(response, |exchange, views: Option<Views>| AvailableExchange {
            exchange,
            tns: views.unwrap_or_default().tns,
        })
    }
}
