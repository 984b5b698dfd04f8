//! Callbacks: where the carrier posts what happens (docs/contracts/flowroute-v2.md §2.7, §4.1).

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::Response;
use serde::{Deserialize, Serialize};
use trunkline_core::{DecodeError, PathSegment, ValidationError, lenient};

use crate::envelope::one;

/// What a callback is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallbackType {
    /// Inbound SMS.
    Sms,
    /// Inbound MMS.
    Mms,
    /// Delivery receipts of sent SMS.
    SmsReceipts,
    /// Delivery receipts of sent MMS.
    MmsReceipts,
    /// The old name of [`SmsReceipts`](Self::SmsReceipts), which the carrier calls deprecated.
    LegacyReceipts,
}

impl CallbackType {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Sms,
        Self::Mms,
        Self::SmsReceipts,
        Self::MmsReceipts,
        Self::LegacyReceipts,
    ];

    /// The carrier's word: `sms_callback`, `mms_dlr_callback`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms_callback",
            Self::Mms => "mms_callback",
            Self::SmsReceipts => "sms_dlr_callback",
            Self::MmsReceipts => "mms_dlr_callback",
            Self::LegacyReceipts => "dlr_callback",
        }
    }
}

impl fmt::Display for CallbackType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PathSegment for CallbackType {
    fn write_segment(&self, to: &mut dyn fmt::Write) -> fmt::Result {
        to.write_str(self.as_str())
    }
}

/// From the carrier's word, also without `_callback`: `sms_dlr`.
impl FromStr for CallbackType {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, ValidationError> {
        let named = |kind: &Self| {
            let word = kind.as_str();
            word == text || word.strip_suffix("_callback") == Some(text)
        };
        let rule = "must be sms, mms, sms_dlr, mms_dlr or dlr";
        let found = Self::ALL.into_iter().find(named);
        found.ok_or_else(|| ValidationError::new("callback_type", rule).got(text))
    }
}

/// Where the carrier posts the events of one type, for all numbers of the account that have no callback of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Callback {
    /// The URL; none if it is not set.
    #[serde(rename(deserialize = "callback_url"))]
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub url: Option<String>,
    /// What it is called for, in the carrier's words: `dlr`.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub product: Option<String>,
    /// The version of the API that it was set through; it decides the form of the payload.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub api_version: Option<String>,
}

pub(super) fn callback(response: &Response<Bytes>) -> Result<Callback, DecodeError> {
    #[derive(Deserialize)]
    struct Resource {
        attributes: Callback,
    }
    one::<Resource>(response).map(|resource| resource.attributes)
}
