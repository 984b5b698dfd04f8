//! `GET /v2/cnams` (docs/contracts/flowroute-v2.md §2.6, C1).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, ensure_length, fingerprint,
};

use super::Cnam;
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the caller names of the account. Both filters must fit; without any, everything fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListCnams {
    window: Window,
    is_approved: Option<bool>,
    value: Option<Box<str>>,
}

impl ListCnams {
    /// All names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only names that are approved, or only names that are not.
    pub fn approved(mut self, is_approved: bool) -> Self {
        self.is_approved = Some(is_approved);
        self
    }

    /// Only names with this text in them, in any case: 1 to 15 characters.
    pub fn value(mut self, text: impl Into<Box<str>>) -> Self {
        self.value = Some(text.into());
        self
    }
}

// The carrier enforces no greatest page; ours keeps one answer to a reasonable size.
windowed!(ListCnams, Cnam, default 10, max 1000, |record| fingerprint(&record.id));

impl Endpoint for ListCnams {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.cnams.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Cnam>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("cnams");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("is_approved", self.is_approved);
        query.push_some("value", self.value.as_deref());
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        if let Some(text) = &self.value {
            ensure_length("value", text, 1..=15)?;
        }
        self.window.validate(1000)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
