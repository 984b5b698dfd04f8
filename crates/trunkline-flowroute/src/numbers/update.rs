//! `PATCH /v2/numbers/{number}` (docs/contracts/flowroute-v2.md §2.3, N9).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
    ensure_length,
};

use super::OwnedNumber;
use super::owned::number;
use crate::FLOWROUTE;
use crate::envelope::flat;
use crate::rules::{is_email, is_web_url};

/// Changes a number's alias, its look-ups of callers' names, or its use for messages. Only what is set is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct UpdateNumber {
    #[serde(skip)]
    number: PhoneNumber,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnam_lookups_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_email: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_callback_url: Option<Box<str>>,
}

impl UpdateNumber {
    /// Changes `number`; say what with the setters.
    pub fn new(number: PhoneNumber) -> Self {
        Self {
            number,
            kind: "number",
            alias: None,
            cnam_lookups_enabled: None,
            messaging_enabled: None,
            messaging_email: None,
            messaging_callback_url: None,
        }
    }

    /// Its friendly name, at most 64 characters, not unique. An empty one clears it.
    pub fn alias(mut self, alias: impl Into<Box<str>>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// Whether to look up the names of callers; billed per call.
    pub fn cnam_lookups(mut self, enabled: bool) -> Self {
        self.cnam_lookups_enabled = Some(enabled);
        self
    }

    /// Whether it can send and receive messages. The carrier takes a while to arrange it.
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
}

impl Endpoint for UpdateNumber {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.numbers.update", "changed");
    const METHOD: Method = Method::PATCH;
    type Output = OwnedNumber;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("numbers").push(self.number.digits());
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        flat(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            *self != Self::new(self.number),
            "alias",
            "or something else to change must be set",
        )?;
        if let Some(alias) = &self.alias {
            ensure_length("alias", alias, 0..=64)?;
        }
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

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        number(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }
}
