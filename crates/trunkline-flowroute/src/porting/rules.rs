//! What the calls about port orders share.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use trunkline_core::{Body, ErrorKind, JsonObject, PhoneNumber, Refusal};

/// Porting speaks plain JSON (docs/contracts/flowroute-v2.md §1.3).
pub(super) const PLAIN_JSON: &str = "application/json";

/// `{"data": {"type": "portorder", "attributes": {...}}}`.
pub(super) fn plain_document(attributes: JsonObject) -> Body {
    let data = JsonObject::new()
        .with("type", "portorder")
        .with("attributes", attributes);
    JsonObject::new().with("data", data).content(PLAIN_JSON)
}

/// What an order does not allow where it stands is a 403 (assumed, docs/contracts/flowroute-v2.md A:43).
pub(super) fn wrong_state(refusal: Refusal) -> Refusal {
    match refusal.kind {
        ErrorKind::Forbidden => refusal
            .kind(ErrorKind::Conflict)
            .advice("check where the order stands: most changes need a pending or rejected one"),
        _ => refusal,
    }
}

/// `+12065554444 and 3 more`.
pub(super) fn some_of(numbers: &[PhoneNumber]) -> String {
    match numbers {
        [] => "no number".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

/// An array of numbers. A test version of the service put groups in the place of one: what cannot be read as a number is left
/// out.
pub(crate) fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PhoneNumber>, D::Error> {
    let items = match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        _ => Vec::new(),
    };
    Ok(items
        .iter()
        .filter_map(|item| PhoneNumber::deserialize(item).ok())
        .collect())
}
