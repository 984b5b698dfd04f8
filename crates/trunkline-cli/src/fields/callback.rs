//! Callbacks, and what is posted to them.

use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline::flowroute::messages::CallbackType;
use trunkline::flowroute::webhooks::{Event, EventKey, Webhook};

use super::{Fields, Form, Show, text};

/// Where events of one type are posted.
#[derive(Serialize)]
pub(crate) struct CallbackOf {
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<PhoneNumber>,
    pub(crate) url: Option<String>,
}

impl CallbackOf {
    /// Of the account.
    pub(crate) fn account(kind: CallbackType, url: Option<String>) -> Self {
        Self {
            kind: kind.as_str(),
            number: None,
            url,
        }
    }
}

impl Show for CallbackOf {
    const COLUMNS: &'static [&'static str] = &["type", "url"];

    fn fields(&self, _: Form) -> Fields {
        let url = self.url.as_ref().map_or("not set", |url| url.as_str());
        vec![("type", self.kind.to_owned()), ("url", url.to_owned())]
    }
}

/// A webhook that came in, and what the carrier was answered.
#[derive(Serialize)]
pub(crate) struct Received<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<EventKey>,
    #[serde(flatten)]
    event: &'a Event,
    /// What this version cannot read, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'a str>,
    answered: u16,
}

impl<'a> Received<'a> {
    pub(crate) fn new(webhook: &'a Webhook, answered: u16) -> Self {
        Self {
            key: webhook.key(),
            event: &webhook.event,
            payload: (webhook.event == Event::Other).then_some(webhook.payload.as_str()),
            answered,
        }
    }

    /// One line for people. Texts of others are quoted, so that no control character gets through.
    pub(crate) fn line(&self) -> String {
        let what = match self.event {
            Event::Message(message) => {
                let files = match message.media.len() {
                    0 => String::new(),
                    1 => ", 1 file".to_owned(),
                    count => format!(", {count} files"),
                };
                let body = text(message.body.as_ref());
                format!(
                    "message  from {} to {}: {body:?}{files}",
                    message.from, message.to
                )
            }
            Event::LegacyMessage(message) => {
                let body = text(message.body.as_ref());
                format!(
                    "message  from {} to {}: {body:?} (old form)",
                    message.from, message.to
                )
            }
            Event::Receipt(receipt) => {
                let status = text(receipt.step.status.as_ref());
                format!("receipt  {}: {status:?}", receipt.id)
            }
            Event::Status(event) => {
                let (of, status) = (text(event.resource_type.as_ref()), text(event.status.as_ref()));
                format!("status   {of} {}: {status:?}", event.resource_id)
            }
            _ => format!("unknown  {:?}", self.payload.unwrap_or_default()),
        };
        format!("{what}  -> {}", self.answered)
    }
}
