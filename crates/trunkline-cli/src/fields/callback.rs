//! Callbacks, and what is posted to them.

use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline::flowroute::messages::CallbackType;
use trunkline::flowroute::webhooks::{Event, EventKey, Webhook};

use super::{Fields, Form, Show, text};
use crate::output::printable;

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

    /// One line for people, without control characters, which a terminal would obey: the text is not ours.
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
        printable(&format!("{what}  -> {}", self.answered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_control_characters() {
        for payload in [
            r#"{"to": "\u001b[31m", "from": "\u0007", "body": "\u001b", "id": "mdr1-\u0000"}"#,
            r#"{"data": {"type": "delivery_receipt", "id": "\u001b[2J", "attributes": {"status": "\u0008"}}}"#,
            r#"{"data": {"type": "x\u001b", "attributes": {"id": "1", "resource_id": "\u001b", "resource_type": "\u001b"}}}"#,
            r#"["\u001b"]"#,
        ] {
            let webhook = Webhook::parse(payload.as_bytes()).unwrap();
            let line = Received::new(&webhook, 200).line();
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
}
