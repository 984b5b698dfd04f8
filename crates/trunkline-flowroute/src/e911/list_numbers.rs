//! `GET /v2/e911s/{id}/relationships/numbers` (docs/contracts/flowroute-v2.md §2.5, E7).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, PhoneNumber, Query, ValidationError, fingerprint, lenient,
};

use super::E911Id;
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the numbers that use an address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListE911Numbers {
    id: E911Id,
    window: Window,
}

/// A number that uses an address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct AssociatedNumber {
    /// The number.
    pub number: PhoneNumber,
    /// Its friendly name.
    pub alias: Option<Box<str>>,
    /// The carrier's id of the entry: the digits of the number, or the number of a row that leads nowhere.
    pub id: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<Box<str>>,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    value: PhoneNumber,
    #[serde(default, deserialize_with = "lenient::text")]
    alias: Option<Box<str>>,
}

impl From<Wire> for AssociatedNumber {
    fn from(Wire { id, attributes: a }: Wire) -> Self {
        Self {
            number: a.value,
            alias: a.alias,
            id,
        }
    }
}

impl ListE911Numbers {
    /// All numbers that use the record `id`.
    pub fn new(id: impl Into<E911Id>) -> Self {
        Self {
            id: id.into(),
            window: Window::default(),
        }
    }
}

impl<I: Into<E911Id>> From<I> for ListE911Numbers {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

// The greatest page is not documented; 200 is what other lists of the carrier allow.
windowed!(ListE911Numbers, AssociatedNumber, default 10, max 200, |item| fingerprint(&item.number));

impl Endpoint for ListE911Numbers {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.list_numbers");
    const METHOD: Method = Method::GET;
    type Output = Page<AssociatedNumber>;

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("e911s")
            .push(&self.id)
            .push("relationships")
            .push("numbers");
    }

    fn query(&self, query: &mut Query) {
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.window.validate(200)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
