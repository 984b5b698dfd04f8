//! `POST /v2/cnams` (docs/contracts/flowroute-v2.md §2.6, C3).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::{Cnam, rules};
use crate::FLOWROUTE;
use crate::envelope::{flat, one};

/// Hands a caller name in for review, which takes people at the carrier up to 48 hours.
///
/// They refuse profanity, telephone numbers and misleading names. Only an approved name can be associated with numbers.
/// The balance must cover a later association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct CreateCnam {
    value: Box<str>,
}

impl CreateCnam {
    /// Hands `value` in: 1 to 15 characters, at least one of them a letter; letters A to Z, digits, spaces and
    /// `- _ . , @ + & ' / "`. The carrier stores it in upper case. It must be unique on the account.
    pub fn new(value: impl Into<Box<str>>) -> Self {
        Self { value: value.into() }
    }

    /// The name.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether `record` holds this name.
    #[must_use]
    pub fn made(&self, record: &Cnam) -> bool {
        record
            .value
            .as_deref()
            .is_some_and(|value| value.eq_ignore_ascii_case(&self.value))
    }
}

impl From<&str> for CreateCnam {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl From<String> for CreateCnam {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl Endpoint for CreateCnam {
    // There is no idempotency key. The carrier refuses the same name again, but a repetition would turn a success whose
    // answer was lost into a refusal.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.cnams.create", "created");
    const METHOD: Method = Method::POST;
    type Output = Cnam;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("cnams");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        flat(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        rules::name(&self.value)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{:?}", self.value))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check cnams.list for the value {:?}: if it is there, it was created",
            self.value
        ))
    }
}
