//! From bytes to events.

use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{DecodeError, json};

use super::{Event, LegacyMessage, Receipt, StatusEvent, Webhook};
use crate::messages::{Media, Message};

pub(super) fn webhook(body: &[u8]) -> Result<Webhook, DecodeError> {
    let payload: Value = json(body)?;
    Ok(Webhook {
        event: event(&payload).unwrap_or(Event::Other),
        payload: String::from_utf8_lossy(body).into_owned(),
    })
}

/// The old form has no `data` (docs/contracts/flowroute-v2.md §4.5).
fn event(payload: &Value) -> Option<Event> {
    let Some(data) = payload.get("data") else {
        return LegacyMessage::deserialize(payload).ok().map(Event::LegacyMessage);
    };
    match data.get("type").and_then(Value::as_str) {
        Some("message") => message(data, payload),
        Some("delivery_receipt") => Receipt::deserialize(data)
            .ok()
            .map(|receipt| Event::Receipt(Box::new(receipt))),
        _ => StatusEvent::deserialize(data)
            .ok()
            .map(|event| Event::Status(Box::new(event))),
    }
}

fn message(data: &Value, payload: &Value) -> Option<Event> {
    let mut message = Message::deserialize(data).ok()?;
    let included = payload.get("included").and_then(Value::as_array);
    let files = included.into_iter().flatten().filter_map(Media::from_included);
    message.media = files.collect();
    Some(Event::Message(Box::new(message)))
}
