//! `GET /v1/tns/` (docs/contracts/flowroute-v1.md §2, 5, and §3.6).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, PhoneNumber, Query, ValidationError, fingerprint,
};

use super::{NumberDetails, OwnedNumber};
use crate::FLOWROUTE_V1;
use crate::body::page;
use crate::digits::ensure_digits;
use crate::pages::{Place, paged};

/// Lists the numbers on the account and their routes, in no particular order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListNumbers {
    place: Place,
    pattern: Option<Box<str>>,
}

impl ListNumbers {
    /// All numbers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only numbers with these digits anywhere, 1 to 11.
    pub fn contains(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern = Some(digits.into());
        self
    }
}

paged!(ListNumbers, OwnedNumber, |owned| fingerprint(&owned.number));

impl Endpoint for ListNumbers {
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.numbers.list");
    const METHOD: Method = Method::GET;
    type Output = Page<OwnedNumber>;

    fn path(&self, path: &mut Path) {
        path.push("v1").push("tns").trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        query.push_some("pattern", self.pattern.as_deref());
        self.place.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_digits("pattern", self.pattern.as_deref(), 11)?;
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        page(response, |number: PhoneNumber, details: NumberDetails| {
            details.of(number)
        })
    }
}
