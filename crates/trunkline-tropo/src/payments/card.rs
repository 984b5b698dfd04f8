//! A payment card, and where its bills go (docs/contracts/tropo.md §2.2, P2).

use secrecy::{ExposeSecret, SecretString};

use crate::prelude::*;
use crate::rules::is_date;

/// A payment card. Number and security code are secrets: nothing of them shows anywhere.
#[derive(Clone, Debug)]
#[must_use]
pub struct Card {
    account_number: SecretString,
    payment_type: Href,
    name_on_account: String,
    expiration_date: String,
    security_code: SecretString,
}

impl Card {
    /// A card. `payment_type` is the link of one of the catalog's payment types, `expires` is a day: `2011-12-10`.
    pub fn new(
        payment_type: impl Into<Href>,
        number: impl Into<SecretString>,
        security_code: impl Into<SecretString>,
        name: impl Into<String>,
        expires: impl Into<String>,
    ) -> Self {
        Self {
            account_number: number.into(),
            payment_type: payment_type.into(),
            name_on_account: name.into(),
            expiration_date: expires.into(),
            security_code: security_code.into(),
        }
    }

    pub(crate) fn write(&self, object: JsonObject) -> JsonObject {
        object
            .with("accountNumber", self.account_number.expose_secret())
            .with("paymentType", &self.payment_type)
            .with("nameOnAccount", &self.name_on_account)
            .with("expirationDate", &self.expiration_date)
            .with("securityCode", self.security_code.expose_secret())
    }

    /// What an answer may not repeat.
    pub(crate) fn secrets(&self) -> Vec<SecretString> {
        vec![self.account_number.clone(), self.security_code.clone()]
    }

    pub(crate) fn validate(&self) -> Valid {
        required_secret("accountNumber", &self.account_number)?;
        required("paymentType", self.payment_type.as_str())?;
        required("nameOnAccount", &self.name_on_account)?;
        ensure(
            is_date(&self.expiration_date),
            "expirationDate",
            "must be a day: YYYY-MM-DD",
        )?;
        required_secret("securityCode", &self.security_code)
    }
}

/// Where the bills for a card go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct BillingAddress {
    address: String,
    address2: Option<String>,
    city: String,
    state: String,
    postal_code: String,
    country: String,
}

impl BillingAddress {
    /// A postal address; the country as the carrier's examples spell it: `USA`.
    pub fn new(
        address: impl Into<String>,
        city: impl Into<String>,
        state: impl Into<String>,
        postal_code: impl Into<String>,
        country: impl Into<String>,
    ) -> Self {
        Self {
            address: address.into(),
            address2: None,
            city: city.into(),
            state: state.into(),
            postal_code: postal_code.into(),
            country: country.into(),
        }
    }

    /// Its second line.
    pub fn address2(mut self, line: impl Into<String>) -> Self {
        self.address2 = Some(line.into());
        self
    }

    pub(crate) fn write(&self, object: JsonObject) -> JsonObject {
        object
            .with("address", &self.address)
            .with_some("address2", self.address2.as_ref())
            .with("city", &self.city)
            .with("state", &self.state)
            .with("postalCode", &self.postal_code)
            .with("country", &self.country)
    }

    /// Not every country has states and postal codes, so those may be empty.
    pub(crate) fn validate(&self) -> Valid {
        required("address", &self.address)?;
        required("city", &self.city)?;
        required("country", &self.country)
    }
}
