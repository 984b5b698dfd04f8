//! Unknown members, unknown words, nulls, and numbers written as text (and back) never break decoding.

use serde_json::Value;

use crate::responses::decode;
use crate::support::{Documented, documented, response};

/// Without these there is nothing to tell a record by.
const REQUIRED: [&str; 11] = [
    "href",
    "name",
    "type",
    "id",
    "username",
    "available",
    "valid",
    "prefix",
    "balance",
    "feature",
    "code",
];

fn survives(case: &Documented, what: &str, body: &Value) {
    let shown = decode(&case.operation(), response(case.status, body.to_string())).expect("a call");
    let shown = shown.unwrap_or_else(|error| panic!("{} {what}: {error}", case.name));
    assert!(!shown.contains("Unreadable"), "{} {what}: {shown}", case.name);
}

/// Calls `change` on every member of every object and yields the bodies that come out, one change each.
fn variants(body: &Value, change: &dyn Fn(&str, &Value) -> Option<Value>) -> Vec<(String, Value)> {
    fn places(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
        match value {
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(n, item)| places(item, &format!("{at}/{n}"), found));
            }
            Value::Object(members) => members.iter().for_each(|(name, member)| {
                let at = format!("{at}/{name}");
                found.push((at.clone(), member.clone()));
                places(member, &at, found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    places(body, "", &mut found);
    let changed = found.into_iter().filter_map(|(at, value)| {
        let name = at.rsplit('/').next().expect("a name");
        let value = change(name, &value)?;
        let mut body = body.clone();
        *body.pointer_mut(&at).expect("a place") = value;
        Some((at, body))
    });
    changed.collect()
}

fn successes() -> impl Iterator<Item = Documented> {
    documented().into_iter().filter(|case| case.status == 200)
}

#[test]
fn unknown_members() {
    fn extended(value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(extended).collect(),
            Value::Object(members) => {
                let mut members = members.clone();
                members.insert("zzNew".into(), serde_json::json!({"deep": [1, null]}));
                Value::Object(members)
            }
            other => other.clone(),
        }
    }
    successes().for_each(|case| survives(&case, "with unknown members", &extended(&case.body)));
}

#[test]
fn nulls_and_absent_members() {
    for case in successes() {
        let null = |name: &str, _: &Value| (!REQUIRED.contains(&name)).then_some(Value::Null);
        for (at, body) in variants(&case.body, &null) {
            survives(&case, &format!("{at} null"), &body);
            let mut absent = body;
            let (parent, name) = at.rsplit_once('/').expect("a member");
            let parent = absent
                .pointer_mut(parent)
                .and_then(Value::as_object_mut)
                .expect("an object");
            parent.remove(name);
            survives(&case, &format!("{at} absent"), &absent);
        }
    }
}

#[test]
fn numbers_as_text_and_text_as_numbers() {
    let swapped = |_: &str, value: &Value| match value {
        Value::String(text) => {
            let number: serde_json::Number = serde_json::from_str(text).ok()?;
            Some(Value::Number(number))
        }
        Value::Number(number) => Some(Value::String(number.to_string())),
        Value::Bool(flag) => Some(Value::String(flag.to_string())),
        _ => None,
    };
    for case in successes() {
        for (at, body) in variants(&case.body, &swapped) {
            survives(&case, &format!("{at} swapped"), &body);
        }
    }
}

#[test]
fn unknown_words() {
    let words = [
        "type",
        "status",
        "platform",
        "partition",
        "channel",
        "event",
        "resource",
        "joinDate",
        "apiType",
    ];
    let unknown = |name: &str, _: &Value| words.contains(&name).then(|| Value::from("tomorrow's word"));
    for case in successes() {
        for (at, body) in variants(&case.body, &unknown) {
            survives(&case, &format!("{at} unknown"), &body);
        }
    }
}
