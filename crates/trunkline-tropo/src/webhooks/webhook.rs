//! A webhook (docs/contracts/tropo.md §2.10).

use serde::Deserialize;
use trunkline_core::{lenient, open_enum, string_id};

use crate::Href;
use crate::applications::ApplicationId;
use crate::users::UserId;

string_id! {
    /// One webhook.
    pub struct WebhookId;
}

open_enum! {
    /// What a webhook reports.
    pub enum WebhookEvent {
        /// A receipt of an SMS.
        SmsDeliveryReceipt = "smsdlr",
        /// A call or message was recorded.
        CdrCreated = "cdrCreated",
        /// A call or message was given a price.
        CdrRated = "cdrRated",
    }

    /// What a webhook reports about.
    pub enum WebhookResource {
        /// Calls.
        Call = "call",
        /// SMS.
        Sms = "sms",
        /// Transcriptions.
        Transcription = "transcription",
        /// All of them.
        All = "all",
    }
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Webhook {
    /// The id.
    pub id: WebhookId,
    /// The link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<Box<str>>,
    /// What it reports.
    #[serde(default, deserialize_with = "lenient::text")]
    pub event: Option<WebhookEvent>,
    /// What it reports about; the wire has them with commas between.
    #[serde(default, rename = "resource", deserialize_with = "lenient::one_or_many")]
    pub resources: Vec<WebhookResource>,
    /// Where it posts.
    #[serde(default, deserialize_with = "lenient::text")]
    pub target_url: Option<Box<str>>,
    /// What it posts besides.
    #[serde(default, deserialize_with = "lenient::text")]
    pub payload: Option<Box<str>>,
    /// Whether it is on.
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    pub enabled: Option<bool>,
    /// Whose it is.
    #[serde(default, alias = "accountid", deserialize_with = "lenient::id_text")]
    pub account_id: Option<UserId>,
    /// The application it is about, if only one.
    #[serde(default, deserialize_with = "lenient::id_text")]
    pub application_id: Option<ApplicationId>,
}

/// `call,sms`.
pub(crate) fn joined<S: serde::Serializer>(
    resources: &[WebhookResource],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let words: Vec<&str> = resources.iter().map(WebhookResource::as_str).collect();
    serializer.serialize_str(&words.join(","))
}
