//! Answers as the carrier might send them tomorrow: unknown members, nulls, numbers as text and text as numbers, unknown
//! words.

use serde_json::{Value, json};

/// One change of an answer.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What was changed where, for the failing test's message.
    pub what: String,
    /// The changed body.
    pub body: Value,
}

/// What one value may become: its JSON pointer, its parent's key, and the value.
type Change = fn(key: &str, value: &Value) -> Option<(&'static str, Value)>;

const CHANGES: &[Change] = &[
    unknown_member,
    null,
    number_as_text,
    digits_as_number,
    unknown_word,
];

/// All single changes of `body`.
pub fn mutations(body: &Value) -> Vec<Mutation> {
    let mut places = Vec::new();
    walk(body, String::new(), &mut places);
    let mut found = Vec::new();
    for (pointer, value) in &places {
        let key = pointer.rsplit('/').next().unwrap_or_default();
        for change in CHANGES {
            let Some((what, new)) = change(key, value) else {
                continue;
            };
            let mut changed = body.clone();
            if let Some(place) = changed.pointer_mut(pointer) {
                *place = new;
                found.push(Mutation {
                    what: format!("{what} at {pointer:?}"),
                    body: changed,
                });
            }
        }
    }
    found
}

/// JSON pointers to everything in `body`, itself first.
pub(crate) fn places(body: &Value) -> Vec<String> {
    let mut places = Vec::new();
    walk(body, String::new(), &mut places);
    places.into_iter().map(|(pointer, _)| pointer).collect()
}

fn walk(value: &Value, pointer: String, places: &mut Vec<(String, Value)>) {
    places.push((pointer.clone(), value.clone()));
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, format!("{pointer}/{index}"), places);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, format!("{pointer}/{name}"), places);
            }
        }
        _ => {}
    }
}

fn unknown_member(_: &str, value: &Value) -> Option<(&'static str, Value)> {
    let mut members = value.as_object()?.clone();
    members.insert("never_heard_of".to_owned(), json!({"deep": [1, null, "x"]}));
    Some(("an unknown member", Value::Object(members)))
}

/// Attributes may be null; what a resource is and which one it is may not.
fn null(key: &str, value: &Value) -> Option<(&'static str, Value)> {
    let is_leaf = !value.is_object() && !value.is_array();
    (is_leaf && !ESSENTIAL.contains(&key)).then_some(("null", Value::Null))
}

fn number_as_text(_: &str, value: &Value) -> Option<(&'static str, Value)> {
    value
        .is_number()
        .then(|| ("a number as text", Value::String(value.to_string())))
}

fn digits_as_number(_: &str, value: &Value) -> Option<(&'static str, Value)> {
    let text = value.as_str()?;
    let canonical = text == "0" || !text.starts_with('0');
    let number: u64 = text.parse().ok().filter(|_| canonical)?;
    Some(("text as a number", json!(number)))
}

fn unknown_word(key: &str, value: &Value) -> Option<(&'static str, Value)> {
    (value.is_string() && WORDS.contains(&key)).then_some(("an unknown word", json!("a word of tomorrow")))
}

/// Members without which an item is not what it is.
const ESSENTIAL: &[&str] = &[
    "id",
    "setup_cost",
    "monthly_cost",
    "direction",
    "base_rate",
    "value",
];

/// Members that hold a word of an open set.
const WORDS: &[&str] = &[
    "number_type",
    "status",
    "route_type",
    "state",
    "country",
    "iso_country",
    "direction",
    "message_type",
    "rate_type",
    "address_type",
    "type",
];
