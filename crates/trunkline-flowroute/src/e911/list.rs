//! `GET /v2/e911s` (docs/contracts/flowroute-v2.md §2.5, E1).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, Operation, Page, Path, Query, Region, ValidationError, ensure, fingerprint,
};

use super::E911;
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the emergency addresses of the account. All filters must fit; without any, everything fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListE911 {
    window: Window,
    label: Option<Box<str>>,
    street_name: Option<Box<str>>,
    city: Option<Box<str>>,
    state: Option<Region>,
}

impl ListE911 {
    /// All addresses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only addresses with this text in the label, in any case (assumed: the carrier does not say how it compares).
    pub fn label(mut self, text: impl Into<Box<str>>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Only addresses with this text in the street's name, in any case (assumed, as for the label).
    pub fn street_name(mut self, text: impl Into<Box<str>>) -> Self {
        self.street_name = Some(text.into());
        self
    }

    /// Only addresses with this text in the city's name, in any case.
    pub fn city(mut self, text: impl Into<Box<str>>) -> Self {
        self.city = Some(text.into());
        self
    }

    /// Only addresses of this state or province.
    pub fn state(mut self, state: Region) -> Self {
        self.state = Some(state);
        self
    }
}

windowed!(ListE911, E911, default 10, max 2000, |record| fingerprint(&record.id));

impl Endpoint for ListE911 {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.list");
    const METHOD: Method = Method::GET;
    type Output = Page<E911>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("label", self.label.as_deref());
        query.push_some("street_name", self.street_name.as_deref());
        query.push_some("city", self.city.as_deref());
        query.push_some("state", self.state.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        for (field, text) in [
            ("label", &self.label),
            ("street_name", &self.street_name),
            ("city", &self.city),
        ] {
            ensure(text.as_deref() != Some(""), field, "must not be empty")?;
        }
        if let Some(unknown) = self.state.as_ref().filter(|state| !state.is_known()) {
            return Err(ValidationError::new("state", "must be a state, territory or province").got(unknown));
        }
        self.window.validate(2000)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
