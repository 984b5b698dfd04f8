//! What is sent of an address, whole or in part, and its rules (docs/contracts/flowroute-v2.md §2.5, §5.4).

use serde::Serialize;
use trunkline_core::{Country, Region, ValidationError, ensure, ensure_length};

use super::{AddressType, E911};

/// The eleven attributes; what is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Attributes {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first_name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) street_number: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) street_name: Option<Box<str>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) city: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) zip: Option<Box<str>>,
}

/// A part of a building: both members, or `null` for both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Unit {
    address_type: Option<AddressType>,
    address_type_number: Option<Box<str>>,
}

impl Unit {
    pub(super) fn new(kind: AddressType, number: impl Into<Box<str>>) -> Self {
        Self {
            address_type: Some(kind),
            address_type_number: Some(number.into()),
        }
    }

    pub(super) fn none() -> Self {
        Self::default()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        if let Some(unknown) = self.address_type.as_ref().filter(|kind| !kind.is_known()) {
            let rule = format!("must be one of {}", AddressType::KNOWN.join(", "));
            return Err(ValidationError::new("address_type", rule).got(unknown));
        }
        text("address_type_number", self.address_type_number.as_deref())
    }
}

impl Attributes {
    /// The rules for what is set.
    pub(super) fn validate(&self) -> Result<(), ValidationError> {
        for (field, value) in self.texts() {
            text(field, value)?;
        }
        self.unit.as_ref().map_or(Ok(()), Unit::validate)?;
        self.place()?;
        self.zip
            .as_deref()
            .map_or(Ok(()), |zip| ensure_length("zip", zip, 4..=7))
    }

    /// The same, and nothing may be missing.
    pub(super) fn validate_whole(&self) -> Result<(), ValidationError> {
        for (field, value) in self.texts() {
            ensure(value.is_some(), field, "must be given")?;
        }
        ensure(self.state.is_some(), "state", "must be given")?;
        self.validate()?;
        ensure(self.country.is_some(), "country", "must be given")
    }

    fn place(&self) -> Result<(), ValidationError> {
        if let Some(unknown) = self.state.as_ref().filter(|state| !state.is_known()) {
            return Err(ValidationError::new("state", "must be a state, territory or province").got(unknown));
        }
        if let Some(unknown) = self.country.as_ref().filter(|country| !country.is_known()) {
            return Err(ValidationError::new("country", "must be US or CA").got(unknown));
        }
        match (&self.state, &self.country) {
            (Some(state), Some(country)) if state.country().as_ref() != Some(country) => {
                Err(ValidationError::new("state", format!("must belong to the country {country}")).got(state))
            }
            _ => Ok(()),
        }
    }

    fn texts(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("label", self.label.as_deref()),
            ("first_name", self.first_name.as_deref()),
            ("last_name", self.last_name.as_deref()),
            ("street_number", self.street_number.as_deref()),
            ("street_name", self.street_name.as_deref()),
            ("city", self.city.as_deref()),
            ("zip", self.zip.as_deref()),
        ]
    }

    /// Whether `record` says the same. Case is not compared, because the carrier changes it.
    pub(super) fn made(&self, record: &E911) -> bool {
        let unit = self.unit.clone().unwrap_or_default();
        let pairs = [
            (self.label.as_deref(), record.label.as_deref()),
            (self.first_name.as_deref(), record.first_name.as_deref()),
            (self.last_name.as_deref(), record.last_name.as_deref()),
            (self.street_number.as_deref(), record.street_number.as_deref()),
            (self.street_name.as_deref(), record.street_name.as_deref()),
            (
                unit.address_type_number.as_deref(),
                record.address_type_number.as_deref(),
            ),
            (self.city.as_deref(), record.city.as_deref()),
            (self.zip.as_deref(), record.zip.as_deref()),
        ];
        pairs.iter().all(|(ours, theirs)| same(*ours, *theirs))
            && unit.address_type == record.address_type
            && self.state == record.state
            && self.country == record.country
    }
}

fn same(ours: Option<&str>, theirs: Option<&str>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.to_lowercase() == theirs.to_lowercase(),
        (ours, theirs) => ours == theirs,
    }
}

/// Never shows the text: it is about a person.
fn text(field: &'static str, value: Option<&str>) -> Result<(), ValidationError> {
    let Some(value) = value else { return Ok(()) };
    ensure(!value.trim().is_empty(), field, "must not be blank")?;
    ensure(
        !value.chars().any(char::is_control),
        field,
        "must not contain control characters",
    )
}
