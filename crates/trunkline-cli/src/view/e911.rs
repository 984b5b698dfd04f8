//! Emergency addresses.

use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline::flowroute::e911::{AssociatedNumber, E911};

use super::text;
use crate::output::Show;

/// An emergency address.
#[derive(Serialize)]
pub(crate) struct E911View {
    id: String,
    label: Option<Box<str>>,
    first_name: Option<Box<str>>,
    last_name: Option<Box<str>>,
    street_number: Option<Box<str>>,
    street_name: Option<Box<str>>,
    address_type: Option<String>,
    address_type_number: Option<Box<str>>,
    city: Option<Box<str>>,
    state: Option<String>,
    country: Option<String>,
    zip: Option<Box<str>>,
}

impl From<E911> for E911View {
    fn from(record: E911) -> Self {
        Self {
            id: record.id.to_string(),
            label: record.label,
            first_name: record.first_name,
            last_name: record.last_name,
            street_number: record.street_number,
            street_name: record.street_name,
            address_type: record
                .address_type
                .map(|kind| kind.to_string())
                .filter(|kind| !kind.is_empty()),
            address_type_number: record.address_type_number.filter(|number| !number.is_empty()),
            city: record.city,
            state: record.state.map(|state| state.to_string()),
            country: record.country.map(|country| country.to_string()),
            zip: record.zip,
        }
    }
}

impl E911View {
    fn person(&self) -> String {
        words(&[self.first_name.as_deref(), self.last_name.as_deref()])
    }

    fn street(&self) -> String {
        let street = words(&[self.street_number.as_deref(), self.street_name.as_deref()]);
        let unit = words(&[self.address_type.as_deref(), self.address_type_number.as_deref()]);
        if unit.is_empty() {
            street
        } else {
            format!("{street}, {unit}")
        }
    }

    fn place(&self) -> String {
        let region = words(&[
            self.state.as_deref(),
            self.zip.as_deref(),
            self.country.as_deref(),
        ]);
        [self.city.as_deref().unwrap_or_default(), &region].join(", ")
    }

    /// The lines a dispatcher reads.
    pub(crate) fn dispatcher(&self) -> [String; 3] {
        [self.person(), self.street(), self.place()]
    }
}

fn words(parts: &[Option<&str>]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .flatten()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

impl Show for E911View {
    const COLUMNS: &'static [&'static str] = &["ID", "LABEL", "PERSON", "STREET", "PLACE"];

    fn cells(&self) -> Vec<String> {
        self.facts().into_iter().map(|(_, text)| text).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("label", text(self.label.as_ref())),
            ("person", self.person()),
            ("street", self.street()),
            ("place", self.place()),
        ]
    }
}

/// A number that uses an address.
#[derive(Serialize)]
pub(crate) struct AssociatedView {
    number: PhoneNumber,
    alias: Option<Box<str>>,
}

impl From<AssociatedNumber> for AssociatedView {
    fn from(associated: AssociatedNumber) -> Self {
        Self {
            number: associated.number,
            alias: associated.alias.filter(|alias| !alias.is_empty()),
        }
    }
}

impl Show for AssociatedView {
    const COLUMNS: &'static [&'static str] = &["NUMBER", "ALIAS"];

    fn cells(&self) -> Vec<String> {
        vec![self.number.to_string(), text(self.alias.as_ref())]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("number", self.number.international().to_string()),
            ("alias", text(self.alias.as_ref())),
        ]
    }
}
