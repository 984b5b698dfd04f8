//! A webhook (docs/contracts/tropo.md §2.10).

use trunkline_core::open_enum;

use crate::applications::ApplicationId;
use crate::prelude::*;
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

record! {
    /// A webhook.
    #[derive(PartialEq, Eq)]
    pub struct Webhook {
        /// The id.
        id: WebhookId,
        /// The link.
        href: Option<Href> = "lenient::text",
        /// Its name.
        name: Option<String> = "lenient::text",
        /// What it reports.
        event: Option<WebhookEvent> = "lenient::text",
        /// What it reports about; the wire has them with commas between.
        #[serde(default, rename(deserialize = "resource"), deserialize_with = "lenient::one_or_many")]
        #[serde(skip_serializing_if = "Vec::is_empty")]
        resources: Vec<WebhookResource>,
        /// Where it posts.
        target_url: Option<String> = "lenient::text",
        /// What it posts besides.
        payload: Option<String> = "lenient::text",
        /// Whether it is on.
        enabled: Option<bool> = "lenient::bool_or_text",
        /// Whose it is.
        #[serde(alias = "accountid")]
        account_id: Option<UserId> = "lenient::id_text",
        /// The application it is about, if only one.
        application_id: Option<ApplicationId> = "lenient::id_text",
    }
}

/// `call,sms`.
pub(crate) fn joined(resources: &[WebhookResource]) -> String {
    let words: Vec<&str> = resources.iter().map(WebhookResource::as_str).collect();
    words.join(",")
}
