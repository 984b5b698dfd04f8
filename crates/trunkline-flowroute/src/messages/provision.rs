//! Enabling numbers for messages (docs/contracts/flowroute-v2.md §2.8, P1 and P2, and §3.6).

use bytes::Bytes;
use http::Response;
use serde::{Deserialize, Serialize};
use trunkline_core::{DecodeError, lenient, open_enum};

use crate::numbers::ProvisionId;
use crate::porting::rules::numbers;
use crate::prelude::*;
use crate::rules::ensure_web_url;

open_enum! {
    /// How far the carrier is with a number. The words are assumed; any other is kept.
    pub enum ProvisionStatus {
        /// Not done yet.
        Processing = "processing",
        /// Done.
        Completed = "completed" | "successful",
        /// Not done.
        Failed = "failed",
    }
}

/// A request to enable or disable numbers for messages, and how far the carrier is with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProvisioningTask {
    /// Its id.
    pub id: ProvisionId,
    /// How far the whole is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ProvisionStatus>,
    /// The carrier's words on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// How far each number is.
    pub numbers: Vec<ProvisionedNumber>,
}

/// One number of a [`ProvisioningTask`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProvisionedNumber {
    /// The number.
    pub number: PhoneNumber,
    /// How far the carrier is with it, if it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ProvisionStatus>,
}

impl ProvisioningTask {
    /// How far the carrier is with one number; `None` if it did not say.
    #[must_use]
    pub fn of(&self, number: PhoneNumber) -> Option<&ProvisionStatus> {
        let found = self.numbers.iter().find(|part| part.number == number);
        found.and_then(|part| part.status.as_ref())
    }
}

/// Enables numbers for messages, or disables them. Numbers are not enabled when they are bought, unless asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ProvisionMessaging {
    numbers: Vec<PhoneNumber>,
    action: &'static str,
    callback: Option<String>,
    email: Option<bool>,
}

impl ProvisionMessaging {
    /// Enables these numbers, at least one.
    pub fn enable(numbers: impl Into<Vec<PhoneNumber>>) -> Self {
        Self::of(numbers.into(), "enable")
    }

    /// Disables these numbers, at least one.
    pub fn disable(numbers: impl Into<Vec<PhoneNumber>>) -> Self {
        Self::of(numbers.into(), "disable")
    }

    fn of(numbers: Vec<PhoneNumber>, action: &'static str) -> Self {
        Self {
            numbers,
            action,
            callback: None,
            email: None,
        }
    }

    /// Posts the result to this URL.
    pub fn callback(mut self, url: impl Into<String>) -> Self {
        self.callback = Some(url.into());
        self
    }

    /// Whether to mail the result, too.
    pub fn email(mut self, email: bool) -> Self {
        self.email = Some(email);
        self
    }
}

endpoint! {
    impl ProvisionMessaging { action }

    // Enabling twice is enabling once; the second time there is a task more.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.message_provision.create", "requested");
    POST "/v2/message-provision" -> ProvisioningTask: task;
    subject "{action}";

    fn body(&self) -> Body {
        let digits: Vec<String> = self.numbers.iter().map(|number| number.digits()).collect();
        flat(JsonObject::new()
            .with("numbers", digits)
            .with("action", self.action)
            .with_some("callback_url", self.callback.as_ref())
            .with_some("email", self.email))
    }

    fn validate(&self) -> Valid {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")?;
        ensure_web_url("callback_url", self.callback.as_ref())
    }
}

endpoint! {
    /// Shows how far the carrier is with a request to enable or disable numbers for messages.
    pub struct GetProvisioning { id: ProvisionId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.message_provision.get");
    GET "/v2/message-provision/status/{id}" -> ProvisioningTask: task;
    subject "{id}";
}

/// The carrier answers in one form for one number, in another for several.
fn task(response: &Response<Bytes>) -> Result<ProvisioningTask, DecodeError> {
    #[derive(Deserialize)]
    struct Resource {
        id: ProvisionId,
        #[serde(default, deserialize_with = "lenient::null_default")]
        attributes: Attributes,
    }
    #[derive(Default, Deserialize)]
    struct Attributes {
        #[serde(default, deserialize_with = "lenient::text")]
        status: Option<ProvisionStatus>,
        #[serde(default, deserialize_with = "lenient::text")]
        message: Option<String>,
        #[serde(default)]
        tn: Option<PhoneNumber>,
        #[serde(default, deserialize_with = "lenient::null_default")]
        numbers: Groups,
    }
    #[derive(Default, Deserialize)]
    struct Groups {
        #[serde(default, deserialize_with = "numbers")]
        successful: Vec<PhoneNumber>,
        #[serde(default, deserialize_with = "numbers")]
        processing: Vec<PhoneNumber>,
        #[serde(default, deserialize_with = "numbers")]
        failed: Vec<PhoneNumber>,
    }
    let Resource { id, attributes } = one(response)?;
    let Groups {
        successful,
        processing,
        failed,
    } = attributes.numbers;
    let groups = [
        (successful, ProvisionStatus::Completed),
        (processing, ProvisionStatus::Processing),
        (failed, ProvisionStatus::Failed),
    ];
    let in_groups = groups.into_iter().flat_map(|(numbers, status)| {
        let status = move |number| ProvisionedNumber {
            number,
            status: Some(status.clone()),
        };
        numbers.into_iter().map(status)
    });
    let alone = attributes.tn.map(|number| ProvisionedNumber {
        number,
        status: attributes.status.clone(),
    });
    Ok(ProvisioningTask {
        id,
        numbers: alone.into_iter().chain(in_groups).collect(),
        status: attributes.status,
        message: attributes.message,
    })
}
