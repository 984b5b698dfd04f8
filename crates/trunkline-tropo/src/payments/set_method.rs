//! `PUT users/{id}/payment/method` (docs/contracts/tropo.md §2.2, P2).

use bytes::Bytes;
use http::{Method, Response};
use secrecy::SecretString;
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Money, Operation, Path, ValidationError, ensure,
};

use crate::amount::number_some;
use crate::response::{body, nothing};
use crate::rules::{exposed, is_date, required, required_secret};
use crate::users::UserId;
use crate::{Href, TROPO};

/// A payment card. Number and security code are secrets: nothing of them shows anywhere.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct Card {
    #[serde(serialize_with = "exposed")]
    account_number: SecretString,
    payment_type: Href,
    name_on_account: Box<str>,
    expiration_date: Box<str>,
    #[serde(serialize_with = "exposed")]
    security_code: SecretString,
}

impl Card {
    /// A card. `payment_type` is the link of one of the catalog's payment types, `expires` is a day: `2011-12-10`.
    pub fn new(
        payment_type: impl Into<Href>,
        number: impl Into<SecretString>,
        security_code: impl Into<SecretString>,
        name: impl Into<Box<str>>,
        expires: impl Into<Box<str>>,
    ) -> Self {
        Self {
            account_number: number.into(),
            payment_type: payment_type.into(),
            name_on_account: name.into(),
            expiration_date: expires.into(),
            security_code: security_code.into(),
        }
    }

    fn validate(&self) -> Result<(), ValidationError> {
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct BillingAddress {
    address: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address2: Option<Box<str>>,
    city: Box<str>,
    state: Box<str>,
    postal_code: Box<str>,
    country: Box<str>,
}

impl BillingAddress {
    /// A postal address; the country as the carrier's examples spell it: `USA`.
    pub fn new(
        address: impl Into<Box<str>>,
        city: impl Into<Box<str>>,
        state: impl Into<Box<str>>,
        postal_code: impl Into<Box<str>>,
        country: impl Into<Box<str>>,
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
    pub fn address2(mut self, line: impl Into<Box<str>>) -> Self {
        self.address2 = Some(line.into());
        self
    }

    /// Not every country has states and postal codes, so those may be empty.
    fn validate(&self) -> Result<(), ValidationError> {
        required("address", &self.address)?;
        required("city", &self.city)?;
        required("country", &self.country)
    }
}

/// Sets how a user pays, in place of what was set before.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct SetPaymentMethod {
    #[serde(skip)]
    user: UserId,
    #[serde(flatten)]
    card: Card,
    #[serde(flatten)]
    billing: BillingAddress,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_some")]
    recharge_amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_some")]
    recharge_threshold: Option<Money>,
}

impl SetPaymentMethod {
    /// Lets `user` pay with this card.
    pub fn new(user: impl Into<UserId>, card: Card, billing: BillingAddress) -> Self {
        Self {
            user: user.into(),
            card,
            billing,
            email: None,
            phone_number: None,
            recharge_amount: None,
            recharge_threshold: None,
        }
    }

    /// The payer's e-mail address.
    pub fn email(mut self, email: impl Into<Box<str>>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// The payer's phone number.
    pub fn phone_number(mut self, number: impl Into<Box<str>>) -> Self {
        self.phone_number = Some(number.into());
        self
    }

    /// Lets the carrier charge `amount` by itself when the balance falls below `threshold`, both in dollars.
    pub fn recharge(mut self, amount: Money, threshold: Money) -> Self {
        self.recharge_amount = Some(amount);
        self.recharge_threshold = Some(threshold);
        self
    }
}

impl Endpoint for SetPaymentMethod {
    // Setting the same values twice leaves the same values; it charges nothing. Requests hold the card.
    const OPERATION: Operation =
        Operation::repeatable(&TROPO, "tropo.v1.payments.set_method", "changed").confidential();
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("payment").push("method");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.card.validate()?;
        self.billing.validate()?;
        let is_negative = |amount: Option<Money>| amount.is_some_and(Money::is_negative);
        ensure(
            !is_negative(self.recharge_amount),
            "rechargeAmount",
            "must not be negative",
        )?;
        ensure(
            !is_negative(self.recharge_threshold),
            "rechargeThreshold",
            "must not be negative",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
