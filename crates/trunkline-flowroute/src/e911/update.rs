//! `PATCH /v2/e911s/{id}` (docs/contracts/flowroute-v2.md §2.5, E5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    Content, Country, DecodeError, EncodeError, Endpoint, Operation, Path, Region, ValidationError, ensure,
};

use super::attributes::{Attributes, Unit};
use super::{AddressType, E911, E911Id};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};

/// Changes an address, for all numbers that use it. Only what is set is sent; the carrier then checks the whole again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct UpdateE911 {
    id: E911Id,
    attributes: Attributes,
}

impl UpdateE911 {
    /// Changes the record `id`; say what with the setters.
    pub fn new(id: impl Into<E911Id>) -> Self {
        Self {
            id: id.into(),
            attributes: Attributes::default(),
        }
    }

    /// Its label, unique on the account.
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.attributes.label = Some(label.into());
        self
    }

    /// First name of the person shown to the dispatcher.
    pub fn first_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.attributes.first_name = Some(name.into());
        self
    }

    /// Last name of the person shown to the dispatcher.
    pub fn last_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.attributes.last_name = Some(name.into());
        self
    }

    /// The house number.
    pub fn street_number(mut self, number: impl Into<Box<str>>) -> Self {
        self.attributes.street_number = Some(number.into());
        self
    }

    /// The street without the house number.
    pub fn street_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.attributes.street_name = Some(name.into());
        self
    }

    /// The part of the building.
    pub fn unit(mut self, kind: AddressType, number: impl Into<Box<str>>) -> Self {
        self.attributes.unit = Some(Unit::new(kind, number));
        self
    }

    /// The whole building instead of a part of it.
    pub fn no_unit(mut self) -> Self {
        self.attributes.unit = Some(Unit::none());
        self
    }

    /// The city.
    pub fn city(mut self, city: impl Into<Box<str>>) -> Self {
        self.attributes.city = Some(city.into());
        self
    }

    /// The state or province. It must belong to the country, which the carrier checks if you do not set it too.
    pub fn state(mut self, state: Region) -> Self {
        self.attributes.state = Some(state);
        self
    }

    /// The country, United States or Canada.
    pub fn country(mut self, country: Country) -> Self {
        self.attributes.country = Some(country);
        self
    }

    /// The ZIP or postal code, 4 to 7 characters.
    pub fn zip(mut self, zip: impl Into<Box<str>>) -> Self {
        self.attributes.zip = Some(zip.into());
        self
    }
}

impl Endpoint for UpdateE911 {
    // Setting the same values twice leaves the same values, and only associations are charged.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.update", "changed");
    const METHOD: Method = Method::PATCH;
    type Output = E911;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s").push(&self.id);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Document::of("e911", None, &self.attributes).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.attributes != Attributes::default(),
            "label",
            "or something else to change must be set",
        )?;
        self.attributes.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
