//! The bodies that are posted to callbacks (docs/contracts/flowroute-v2.md §4.2 to §4.5).

use serde_json::{Value, json};

use super::messages::{media_resource, old_id, resource};
use crate::store::State;
use crate::store::messages::Receipt;
use crate::store::webhooks::{Notice, StatusChange};
use crate::time;

/// The body of a notice, with links below `root`; nothing if the message it is about is forgotten.
pub(crate) fn body(state: &State, notice: &Notice, root: &str) -> Option<Value> {
    match notice {
        Notice::Message { id, api_version } if state.switches.webhooks.legacy || api_version == "2.0" => {
            legacy(state, id)
        }
        Notice::Message { id, .. } => message(state, id, root),
        Notice::Receipt {
            id,
            api_version,
            receipt,
        } => {
            // Callbacks of numbers are set through v2, which has no records of messages.
            let version = if api_version == "2" { "2.1" } else { api_version };
            self::receipt(state, id, receipt, &format!("{root}/v{version}"))
        }
        Notice::Status(change) => Some(status(change)),
    }
}

fn message(state: &State, id: &str, root: &str) -> Option<Value> {
    let message = state.messages.get(id)?;
    let mut data = resource(id, message);
    if let (Some(attributes), Some(callback)) = (data.get_mut("attributes"), &message.callback)
        && let Value::Object(attributes) = attributes
    {
        attributes.insert(
            "message_callback_url".to_owned(),
            Value::from(callback.url.as_str()),
        );
    }
    let files: Vec<Value> = message
        .media
        .iter()
        .map(|media| media_resource(root, media))
        .collect();
    Some(if files.is_empty() {
        json!({"data": data})
    } else {
        json!({"data": data, "included": files})
    })
}

/// Flat, with an id of the old kind.
fn legacy(state: &State, id: &str) -> Option<Value> {
    let message = state.messages.get(id)?;
    Some(json!({
        "to": message.to.to_string(),
        "from": message.from.to_string(),
        "body": message.body,
        "id": old_id(id),
    }))
}

/// The code is a text here, and a number in the record.
fn receipt(state: &State, id: &str, receipt: &Receipt, versioned: &str) -> Option<Value> {
    let message = state.messages.get(id)?;
    let attributes = json!({
        "body": message.body.as_deref().unwrap_or_default(),
        "level": receipt.level,
        "status": receipt.status,
        "status_code": receipt.code.map(|code| code.to_string()),
        "status_code_description": receipt.description,
        "timestamp": time::mdr(receipt.timestamp),
    });
    let links = json!({"related": format!("{versioned}/messages/{id}")});
    Some(json!({"data": {"type": "delivery_receipt", "id": id, "attributes": attributes, "links": links}}))
}

/// An event within an event. Only the type of port orders is documented (docs/contracts/flowroute-v2.md A:59).
fn status(change: &StatusChange) -> Value {
    let kind = match change.resource_type.as_str() {
        "portorders" => "po_status_change",
        "cdrexports" => "cdr_status_change",
        _ => "messaging_status_change",
    };
    let at = time::event(change.at);
    json!({
        "data": {
            "type": kind,
            "id": change.event_id,
            "timestamp": time::event_millis(change.at),
            "attributes": {
                "at": at,
                "customer_id": 12345,
                "event_type": "status_change",
                "id": change.event_id,
                "message": "",
                "resource_id": change.resource_id,
                "resource_type": change.resource_type,
                "status": change.status,
                "timestamp": at,
                "type": "event",
                "url_override": change.url,
                "version": "1.0",
            },
        },
    })
}
