//! An address as the caller gives it (docs/contracts/flowroute-v2.md §2.5, §5.4).

use std::fmt;

use trunkline_core::{Country, Region, ValidationError};

use super::attributes::{Attributes, Unit};
use super::{AddressType, E911};

/// Where the emergency services go, and whom they ask for.
///
/// Name, street and city are required. Before anything is sent it is checked that nothing is blank or holds control
/// characters, that the state is one and belongs to the country, that the kind of unit is one the carrier knows, and
/// that the ZIP or postal code has 4 to 7 characters. Only the carrier can check whether the place exists.
///
/// ```
/// use trunkline_core::Region;
/// use trunkline_flowroute::e911::{Address, AddressType};
///
/// let address = Address::new("Home")
///     .name("Janet", "Doe")
///     .street("3910", "N Vassault")
///     .unit(AddressType::Suite, "200")
///     .city("Tacoma", Region::WA, "98407");
/// # address.validate()?;
/// # Ok::<(), trunkline_core::ValidationError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Address {
    pub(super) attributes: Attributes,
    country_given: bool,
}

impl Address {
    /// An address under this label, which must be unique on the account.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            attributes: Attributes {
                label: Some(label.into()),
                ..Attributes::default()
            },
            country_given: false,
        }
    }

    /// The person who is shown to the dispatcher.
    pub fn name(mut self, first: impl Into<String>, last: impl Into<String>) -> Self {
        self.attributes.first_name = Some(first.into());
        self.attributes.last_name = Some(last.into());
        self
    }

    /// The house number (`123`, `123A`), and the street without it.
    pub fn street(mut self, number: impl Into<String>, name: impl Into<String>) -> Self {
        self.attributes.street_number = Some(number.into());
        self.attributes.street_name = Some(name.into());
        self
    }

    /// The part of the building: `(AddressType::Suite, "200")`. None by default.
    pub fn unit(mut self, kind: AddressType, number: impl Into<String>) -> Self {
        self.attributes.unit = Some(Unit::new(kind, number));
        self
    }

    /// The city, its state or province, and its ZIP or postal code (`98407`, `K1A 0B1`). The country is that of the
    /// state unless [`country`](Self::country) says otherwise.
    pub fn city(mut self, city: impl Into<String>, state: Region, zip: impl Into<String>) -> Self {
        self.attributes.city = Some(city.into());
        if !self.country_given {
            self.attributes.country = state.country();
        }
        self.attributes.state = Some(state);
        self.attributes.zip = Some(zip.into());
        self
    }

    /// The country, United States or Canada. It must be the one that the state belongs to.
    pub fn country(mut self, country: Country) -> Self {
        self.attributes.country = Some(country);
        self.country_given = true;
        self
    }

    /// Its label.
    #[must_use]
    pub fn label(&self) -> &str {
        self.attributes.label.as_deref().unwrap_or_default()
    }

    /// Checks all that can be checked without the carrier.
    ///
    /// # Errors
    /// [`ValidationError`] with the field and the rule. The value is not shown if it is about a person.
    pub fn validate(&self) -> Result<(), ValidationError> {
        self.attributes.validate_whole()
    }

    /// Whether `record` holds this address, apart from the id. Case is not compared, because the carrier changes it.
    #[must_use]
    pub fn made(&self, record: &E911) -> bool {
        self.attributes.made(record)
    }
}

/// Its label, in quotes: the rest is about a person.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.label())
    }
}

impl From<&Address> for Address {
    fn from(address: &Address) -> Self {
        address.clone()
    }
}
