//! `GET /v2/numbers` (docs/contracts/flowroute-v2.md §2.3, N6).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, ensure_length, fingerprint,
};

use super::OwnedNumber;
use super::pattern::Pattern;
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the numbers on the account, in ascending order. What is attached to them is not told here: see
/// [`GetNumber`](super::GetNumber).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListNumbers {
    window: Window,
    pattern: Pattern,
    alias: Option<Box<str>>,
}

impl ListNumbers {
    /// All numbers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only numbers that start with these digits; country code 1 is implied unless the text starts with `+`.
    pub fn starts_with(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.starts_with = Some(digits.into());
        self
    }

    /// Only numbers with these digits anywhere.
    pub fn contains(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.contains = Some(digits.into());
        self
    }

    /// Only numbers that end with these digits.
    pub fn ends_with(mut self, digits: impl Into<Box<str>>) -> Self {
        self.pattern.ends_with = Some(digits.into());
        self
    }

    /// Only numbers with exactly this alias, of 1 to 64 characters. Aliases are not unique.
    pub fn alias(mut self, alias: impl Into<Box<str>>) -> Self {
        self.alias = Some(alias.into());
        self
    }
}

windowed!(ListNumbers, OwnedNumber, default 10, max 200, |owned| fingerprint(&owned.number));

impl Endpoint for ListNumbers {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list");
    const METHOD: Method = Method::GET;
    type Output = Page<OwnedNumber>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers");
    }

    fn query(&self, query: &mut Query) {
        self.pattern.query(query);
        query.push_some("alias", self.alias.as_deref());
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.pattern.validate()?;
        if let Some(alias) = &self.alias {
            ensure_length("alias", alias, 1..=64)?;
        }
        self.window.validate(200)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
