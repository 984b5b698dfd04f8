//! Whose numbers are ported.

use trunkline_core::{Country, Region};

use super::UsageType;
use super::details::Details;
use crate::prelude::*;

/// Who has the numbers at the losing carrier, as that carrier's bill says. A difference is the usual reason for a
/// rejection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Subscriber {
    pub(super) details: Details,
}

impl Subscriber {
    /// A household: who may order the port, and the carrier that has the numbers now.
    pub fn residential(billing_name: impl Into<String>, provider: impl Into<String>) -> Self {
        Self::new(billing_name.into(), provider.into(), UsageType::Residential)
    }

    /// A company: its name, who may order the port, and the carrier that has the numbers now.
    pub fn business(
        company: impl Into<String>,
        billing_name: impl Into<String>,
        provider: impl Into<String>,
    ) -> Self {
        let mut new = Self::new(billing_name.into(), provider.into(), UsageType::Business);
        new.details.company = Some(company.into());
        new
    }

    fn new(billing_name: String, provider: String, usage: UsageType) -> Self {
        Self {
            details: Details {
                billing_name: Some(billing_name),
                provider: Some(provider),
                usage_type: Some(usage),
                ..Details::default()
            },
        }
    }

    /// House number and street of the service address: `1218 3rd Ave`.
    pub fn street(mut self, street: impl Into<String>) -> Self {
        self.details.street = Some(street.into());
        self
    }

    /// The part of the building.
    pub fn street2(mut self, street2: impl Into<String>) -> Self {
        self.details.street2 = Some(street2.into());
        self
    }

    /// City, state or province, and ZIP or postal code; the country follows from the state.
    pub fn city(mut self, city: impl Into<String>, state: Region, zip: impl Into<String>) -> Self {
        self.details.country = Some(state.country().unwrap_or(Country::US));
        self.details.city = Some(city.into());
        self.details.state = Some(state);
        self.details.zip = Some(zip.into());
        self
    }

    pub(super) fn validate(&self) -> Valid {
        let details = &self.details;
        ensure(details.street.is_some(), "street", "must be given")?;
        ensure(details.city.is_some(), "city", "must be given")?;
        details.validate()
    }
}
