//! The attributes of an address in requests, and their rules (docs/contracts/flowroute-v2.md §2.5, §5.4).

use trunkline_core::{Country, Region};

use super::{AddressType, E911};
use crate::prelude::*;
use crate::rules::ensure_region;

/// The eleven attributes; what is not set is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub(super) label: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) street_number: Option<String>,
    pub(super) street_name: Option<String>,
    pub(super) unit: Option<Unit>,
    pub(super) city: Option<String>,
    pub(super) state: Option<Region>,
    pub(super) country: Option<Country>,
    pub(super) zip: Option<String>,
}

/// A part of a building: both members, or `null` for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    address_type: Option<AddressType>,
    address_type_number: Option<String>,
}

impl Unit {
    pub(super) fn new(kind: AddressType, number: impl Into<String>) -> Self {
        Self {
            address_type: Some(kind),
            address_type_number: Some(number.into()),
        }
    }

    fn validate(&self) -> Valid {
        if let Some(unknown) = self.address_type.as_ref().filter(|kind| !kind.is_known()) {
            let rule = format!("must be one of {}", AddressType::KNOWN.join(", "));
            return Err(ValidationError::new("address_type", rule).got(unknown));
        }
        ensure_text("address_type_number", self.address_type_number.as_deref())
    }
}

impl Attributes {
    pub(super) fn to_json(&self) -> JsonObject {
        let unit = self.unit.as_ref();
        JsonObject::new()
            .with_some("label", self.label.as_ref())
            .with_some("first_name", self.first_name.as_ref())
            .with_some("last_name", self.last_name.as_ref())
            .with_some("street_number", self.street_number.as_ref())
            .with_some("street_name", self.street_name.as_ref())
            .with_some("address_type", unit.map(|unit| &unit.address_type))
            .with_some("address_type_number", unit.map(|unit| &unit.address_type_number))
            .with_some("city", self.city.as_ref())
            .with_some("state", self.state.as_ref())
            .with_some("country", self.country.as_ref())
            .with_some("zip", self.zip.as_ref())
    }

    /// The rules for what is set.
    pub(super) fn validate(&self) -> Valid {
        for (field, value) in self.texts() {
            ensure_text(field, value)?;
        }
        self.unit.as_ref().map_or(Ok(()), Unit::validate)?;
        self.validate_region()?;
        self.zip
            .as_deref()
            .map_or(Ok(()), |zip| ensure_length("zip", zip, 4..=7))
    }

    /// The same, and nothing may be missing.
    pub(super) fn validate_whole(&self) -> Valid {
        for (field, value) in self.texts() {
            ensure(value.is_some(), field, "must be given")?;
        }
        ensure(self.state.is_some(), "state", "must be given")?;
        self.validate()?;
        ensure(self.country.is_some(), "country", "must be given")
    }

    fn validate_region(&self) -> Valid {
        ensure_region("state", self.state.as_ref())?;
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
            (&self.label, &record.label),
            (&self.first_name, &record.first_name),
            (&self.last_name, &record.last_name),
            (&self.street_number, &record.street_number),
            (&self.street_name, &record.street_name),
            (&unit.address_type_number, &record.address_type_number),
            (&self.city, &record.city),
            (&self.zip, &record.zip),
        ];
        pairs.into_iter().all(|(ours, theirs)| same(ours, theirs))
            && unit.address_type == record.address_type
            && self.state == record.state
            && self.country == record.country
    }
}

/// All that a record tells, a missing part of the building included.
impl From<E911> for Attributes {
    fn from(record: E911) -> Self {
        Self {
            label: record.label,
            first_name: record.first_name,
            last_name: record.last_name,
            street_number: record.street_number,
            street_name: record.street_name,
            unit: Some(Unit {
                address_type: record.address_type,
                address_type_number: record.address_type_number,
            }),
            city: record.city,
            state: record.state,
            country: record.country,
            zip: record.zip,
        }
    }
}

fn same(ours: &Option<String>, theirs: &Option<String>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.to_lowercase() == theirs.to_lowercase(),
        (ours, theirs) => ours == theirs,
    }
}

/// Never shows the text: it is about a person.
fn ensure_text(field: &'static str, value: Option<&str>) -> Valid {
    let Some(value) = value else { return Ok(()) };
    ensure(!value.trim().is_empty(), field, "must not be blank")?;
    let is_plain = !value.chars().any(char::is_control);
    ensure(is_plain, field, "must not contain control characters")
}
