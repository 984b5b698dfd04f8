//! Changing an emergency address (docs/contracts/flowroute-v2.md §2.5, E5).

use trunkline_core::{Country, Region};

use super::attributes::{Attributes, Unit};
use super::{AddressType, E911, E911Id};
use crate::prelude::*;
use crate::rules::ensure_change;

endpoint! {
    /// Changes an address, for all numbers that use it. Only what is set is sent; the carrier then checks the whole
    /// again.
    pub struct UpdateE911 { id: E911Id }
    optional in attributes: Attributes {
        /// Its label, unique on the account.
        label(impl Into<String>),
        /// First name of the person shown to the dispatcher.
        first_name(impl Into<String>),
        /// Last name of the person shown to the dispatcher.
        last_name(impl Into<String>),
        /// The house number.
        street_number(impl Into<String>),
        /// The street without the house number.
        street_name(impl Into<String>),
        /// The city.
        city(impl Into<String>),
        /// The state or province. It must belong to the country, which the carrier checks if you do not set it too.
        state(Region),
        /// The country, United States or Canada.
        country(Country),
        /// The ZIP or postal code, 4 to 7 characters.
        zip(impl Into<String>),
    }

    // Setting the same values twice leaves the same values, and only associations are charged.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.update", "changed");
    PATCH "/v2/e911s/{id}" -> E911: one;
    subject "{id}";

    fn body(&self) -> Body {
        document("e911", None, Some(self.attributes.to_json()))
    }

    fn validate(&self) -> Valid {
        ensure_change(self.attributes != Attributes::default())?;
        self.attributes.validate()
    }
}

impl UpdateE911 {
    /// The part of the building.
    pub fn unit(mut self, kind: AddressType, number: impl Into<String>) -> Self {
        self.attributes.unit = Some(Unit::new(kind, number));
        self
    }

    /// The whole building instead of a part of it.
    pub fn no_unit(mut self) -> Self {
        self.attributes.unit = Some(Unit::default());
        self
    }
}

/// Puts a record back as it was read; change it with the setters.
impl From<E911> for UpdateE911 {
    fn from(record: E911) -> Self {
        Self {
            id: record.id.clone(),
            attributes: record.into(),
        }
    }
}
