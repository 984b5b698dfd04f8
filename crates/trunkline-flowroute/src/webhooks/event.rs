//! What was posted, and what tells it from everything else that is.

use serde::{Deserialize, Serialize};
use trunkline_core::{DecodeError, lenient, string_id};

use super::{Receipt, StatusEvent, parse};
use crate::messages::{Message, MessageId, MessageParty};

string_id! {
    /// The same for each delivery of an event, and for no other event. Remember it to act upon each event once.
    pub struct EventKey;
}

/// What the carrier posted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Webhook {
    /// What has happened.
    pub event: Event,
    /// The JSON that was posted, with the members that the event has no field for.
    pub payload: String,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// A message came in.
    Message(Box<Message>),
    /// A sent message is one step further.
    Receipt(Box<Receipt>),
    /// A port order, a CDR export or the provisioning of numbers for messages has a new status.
    Status(Box<StatusEvent>),
    /// A message came in, for a callback that was set in the portal of the first version of the API.
    LegacyMessage(LegacyMessage),
    /// Something that this version cannot read; it is in [`Webhook::payload`].
    Other,
}

/// An inbound message in the old form. There is no time, and no other attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LegacyMessage {
    /// Its id: `mdr1-` and 32 hexadecimal digits.
    pub id: MessageId,
    /// The sender.
    pub from: MessageParty,
    /// The recipient.
    pub to: MessageParty,
    /// The text.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub body: Option<String>,
}

impl Webhook {
    /// Reads the body of a request that was posted to a callback. What is JSON is never an error: what cannot be read
    /// as one of the known events is [`Event::Other`].
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn parse(body: &[u8]) -> Result<Self, DecodeError> {
        parse::webhook(body)
    }

    /// The same for each delivery of this event, and for no other event; none for [`Event::Other`].
    #[must_use]
    pub fn key(&self) -> Option<EventKey> {
        self.event.key()
    }
}

impl Event {
    fn key(&self) -> Option<EventKey> {
        let key = match self {
            Self::Message(message) => format!("message {}", message.id),
            Self::LegacyMessage(message) => format!("message {}", message.id),
            Self::Receipt(receipt) => receipt.key(),
            Self::Status(event) => format!("event {}", event.id),
            Self::Other => return None,
        };
        Some(EventKey::from(key))
    }
}
