//! `POST /v2/numbers/{number}` (docs/contracts/flowroute-v2.md §2.3, N5).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
};

use super::OwnedNumber;
use super::owned::number;
use crate::FLOWROUTE;
use crate::envelope::flat;
use crate::rules::{is_email, is_web_url};

/// Buys a number. It is on the account at once, its calls go to the built-in route `0`, and its setup cost is charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Purchase {
    #[serde(skip)]
    number: PhoneNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnam_lookups_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_email: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_callback_url: Option<Box<str>>,
}

impl Purchase {
    /// Buys `number` with the account's preferences.
    pub fn new(number: PhoneNumber) -> Self {
        Self {
            number,
            cnam_lookups_enabled: None,
            messaging_enabled: None,
            messaging_email: None,
            messaging_callback_url: None,
        }
    }

    /// The number to buy.
    pub fn number(&self) -> PhoneNumber {
        self.number
    }

    /// Whether to look up the names of callers, billed per call. By default the account's preference.
    pub fn cnam_lookups(mut self, enabled: bool) -> Self {
        self.cnam_lookups_enabled = Some(enabled);
        self
    }

    /// Whether to enable the number for SMS and MMS as well. It is not by default.
    pub fn messaging(mut self, enabled: bool) -> Self {
        self.messaging_enabled = Some(enabled);
        self
    }

    /// Mails the result of enabling it for messages to this address.
    pub fn messaging_email(mut self, email: impl Into<Box<str>>) -> Self {
        self.messaging_email = Some(email.into());
        self
    }

    /// Posts the result of enabling it for messages to this URL.
    pub fn messaging_callback(mut self, url: impl Into<Box<str>>) -> Self {
        self.messaging_callback_url = Some(url.into());
        self
    }

    fn is_plain(&self) -> bool {
        *self == Self::new(self.number)
    }
}

impl From<PhoneNumber> for Purchase {
    fn from(number: PhoneNumber) -> Self {
        Self::new(number)
    }
}

impl From<&PhoneNumber> for Purchase {
    fn from(number: &PhoneNumber) -> Self {
        Self::new(*number)
    }
}

impl Endpoint for Purchase {
    // There is no idempotency key, and it costs money.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.numbers.purchase", "bought");
    const METHOD: Method = Method::POST;
    type Output = OwnedNumber;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        if self.is_plain() { Ok(None) } else { flat(self) }
    }

    fn validate(&self) -> Result<(), ValidationError> {
        let email = self.messaging_email.as_deref();
        ensure(
            email.is_none_or(is_email),
            "messaging_email",
            "must be an e-mail address",
        )?;
        let url = self.messaging_callback_url.as_deref();
        ensure(
            url.is_none_or(is_web_url),
            "messaging_callback_url",
            "must be an absolute http or https URL",
        )
    }

    /// 201, 200 or 207 (bought, but not enabled for messages) all mean that it was bought.
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        number(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check numbers.get {}: if it is there, it is bought",
            self.number
        ))
    }
}
