//! Changing a number (docs/contracts/flowroute-v2.md §2.3, N9).

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Serialize;
use trunkline_core::DecodeError;

use super::OwnedNumber;
use super::owned::number;
use crate::prelude::*;
use crate::rules::{ensure_change, ensure_email, ensure_web_url};

endpoint! {
    /// Changes a number's alias, its look-ups of callers' names, or its use for messages. Only what is set is sent.
    pub struct UpdateNumber { number: PhoneNumber }
    optional {
        /// Its friendly name, at most 64 characters, not unique. An empty one clears it.
        alias(impl Into<String>): String,
        /// Whether to look up the names of callers; billed per call.
        cnam_lookups(bool): bool,
        /// Whether it can send and receive messages. The carrier takes a while to arrange it.
        messaging(bool): bool,
        /// Mails the result of enabling it for messages to this address.
        messaging_email(impl Into<String>): String,
        /// Posts the result of enabling it for messages to this URL.
        messaging_callback(impl Into<String>): String,
    }

    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.numbers.update", "changed");
    PATCH "/v2/numbers/{number}" -> Updated: updated;
    subject "{number}";

    fn body(&self) -> Body {
        flat(JsonObject::new()
            .with("type", "number")
            .with_some("alias", self.alias.as_ref())
            .with_some("cnam_lookups_enabled", self.cnam_lookups)
            .with_some("messaging_enabled", self.messaging)
            .with_some("messaging_email", self.messaging_email.as_ref())
            .with_some("messaging_callback_url", self.messaging_callback.as_ref()))
    }

    fn validate(&self) -> Valid {
        ensure_change(*self != Self::new(self.number))?;
        self.alias.as_deref().map_or(Ok(()), |alias| ensure_length("alias", alias, 0..=64))?;
        ensure_email("messaging_email", self.messaging_email.as_ref())?;
        ensure_web_url("messaging_callback_url", self.messaging_callback.as_ref())
    }
}

/// A number as it is after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Updated {
    /// The number.
    #[serde(skip)]
    pub number: PhoneNumber,
    /// All that the carrier says of it.
    #[serde(flatten)]
    pub details: OwnedNumber,
    /// Changed, but the carrier could not arrange its use for messages (207). Ask for that again.
    pub messaging_failed: bool,
}

fn updated(response: &Response<Bytes>) -> Result<Updated, DecodeError> {
    let details = number(response)?;
    Ok(Updated {
        number: details.number,
        details,
        messaging_failed: response.status() == StatusCode::MULTI_STATUS,
    })
}
