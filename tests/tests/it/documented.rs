//! Every documented answer decodes, also as the carrier might send it tomorrow, and keeps every fact.

use serde_json::Value;
use trunkline::{Money, Timestamp};
use trunkline_testkit::fixtures::Documented;
use trunkline_testkit::script::json;
use trunkline_tests::api::{Row, flowroute};
use trunkline_tests::mutate::mutations;

fn row_of<'a, W>(rows: &'a [Row<W>], documented: &Documented) -> &'a Row<W> {
    rows.iter()
        .find(|row| row.operation.short_name() == documented.operation())
        .unwrap_or_else(|| panic!("no line of the API table is called {}", documented.operation()))
}

#[test]
fn every_documented_answer_decodes() {
    let rows = flowroute::rows();
    let all = Documented::all("flowroute-v2");
    assert!(
        all.len() >= 29,
        "only {} documented answers were found",
        all.len()
    );
    for example in &all {
        let decoded = (row_of(&rows, example).decode)(example.response());
        assert!(decoded.is_ok(), "{}: {}", example.name, decoded.unwrap_err());
    }
}

#[test]
fn every_documented_answer_survives_tomorrow() {
    let rows = flowroute::rows();
    for example in Documented::all("flowroute-v2") {
        let row = row_of(&rows, &example);
        for mutation in mutations(&example.body) {
            let decoded = (row.decode)(json(example.status, &mutation.body));
            let Ok(text) = decoded else {
                panic!("{}, {}: {}", example.name, mutation.what, decoded.unwrap_err())
            };
            let lost = text.contains("Unreadable");
            assert!(
                !lost,
                "{}, {}: an item became unreadable\n{text}",
                example.name, mutation.what
            );
        }
    }
}

/// What a decoded answer leaves out on purpose: what kind of thing it is (the type says that), the links of single
/// resources, which are never followed, and what must not be shown.
const LEFT_OUT: &[&str] = &[
    "type",
    "self",
    "next",
    "prev",
    "related",
    "pin",
    "last_4_ssn",
    "provider_account",
];

#[test]
fn every_documented_fact_is_kept() {
    let rows = flowroute::rows();
    for example in Documented::all("flowroute-v2") {
        let text = plain(&(row_of(&rows, &example).decode)(example.response()).unwrap());
        let mut facts = Vec::new();
        collect("", &example.body, &mut facts);
        for (key, fact) in facts {
            let kept = forms(&fact).iter().any(|form| text.contains(&plain(form)));
            assert!(kept, "{}: {key} {fact} is lost in\n{text}", example.name);
        }
    }
}

/// An address with this in it is as good as a password.
const PRESIGNED: &str = "X-Amz-Signature=";

fn collect(key: &str, value: &Value, facts: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| collect(key, value, facts)),
        Value::Array(items) => items.iter().for_each(|item| collect(key, item, facts)),
        Value::String(text) if text.is_empty() || text.contains(PRESIGNED) => {}
        Value::String(_) | Value::Number(_) if !LEFT_OUT.contains(&key) => {
            facts.push((key.to_owned(), value.clone()))
        }
        _ => {}
    }
}

/// Letters and digits only, lower case: how `Debug` writes it does not matter.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// The forms in which a fact may be kept: as it came, as an instant, as money, or as our word for the carrier's.
fn forms(fact: &Value) -> Vec<String> {
    let text = fact.as_str().map_or_else(|| fact.to_string(), str::to_owned);
    let instant = Timestamp::from(text.as_str());
    let mut forms = vec![text.clone()];
    if instant.is_known() {
        forms.push(instant.to_rfc3339());
    }
    if let Ok(money) = text.parse::<Money>() {
        forms.push(money.to_string());
    }
    if let Some(nanodollars) = fact.as_i64() {
        forms.push(Money::from_nanodollars(nanodollars).to_string());
    }
    let ours = OUR_WORDS
        .iter()
        .filter(|(theirs, _)| *theirs == text)
        .map(|(_, ours)| (*ours).to_owned());
    forms.extend(ours);
    forms
}

/// The carrier's words that ours differ from.
const OUR_WORDS: &[(&str, &str)] = &[
    ("standard", "Longcode"),
    ("number", "Number"),
    ("message buffered", "Buffered"),
    ("USA", "US"),
    ("uploaded", "Complete"),
];
