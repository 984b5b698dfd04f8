//! What the emulator answers has the shape of what the carrier documents, and decodes.
#![allow(clippy::panic, reason = "a test may fail loudly")]

use serde_json::Value;
use trunkline_tests::api::{Table, tables};
use trunkline_tests::documented::{documented, fixtures};
use trunkline_tests::record::Recording;
use trunkline_tests::shape::Shape;

/// The recordings of a table, line by line.
fn recordings(table: &Table) -> Vec<Recording> {
    let folder = fixtures().join("recorded").join(table.folder);
    let read = |name: &str| {
        let path = folder.join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Recording::from_json(&text).unwrap_or_else(|| panic!("{} is no recording", path.display()))
    };
    table
        .lines
        .iter()
        .map(|line| read(line.operation.short_name()))
        .collect()
}

#[test]
fn every_recorded_exchange_decodes() {
    for table in tables() {
        for recording in recordings(&table) {
            assert!(
                recording.main().is_some(),
                "{} was not called",
                recording.operation
            );
            for exchange in &recording.exchanges {
                let line = table
                    .lines
                    .iter()
                    .find(|line| line.operation.name == exchange.operation);
                let line = line.unwrap_or_else(|| panic!("{:?} has no line", exchange.operation));
                let decoded = (line.decode)(exchange.answer());
                let decoded = decoded.unwrap_or_else(|e| panic!("{}: {e}", exchange.operation));
                assert!(
                    !decoded.contains("Unreadable"),
                    "{}: {decoded}",
                    exchange.operation
                );
            }
        }
    }
}

/// What the contracts allow beyond their examples: the operation, the place, and where it says so.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "flowroute.v2.numbers.purchase",
        "data.relationships.message_provision.data is object",
        "null or a reference, §3.1.6",
    ),
    (
        "flowroute.v2.numbers.purchase",
        "included[message_provisioning_status]",
        "included if it is being enabled, §3.1.6",
    ),
    (
        "flowroute.v2.numbers.list",
        "links.next",
        "there if there are more, §1.5",
    ),
    (
        "flowroute.v2.numbers.update",
        "data.attributes.alias is string",
        "null or text, §3.1.5",
    ),
    (
        "flowroute.v2.numbers.update",
        "data.attributes.messaging_enabled",
        "may be absent, §3.1.5",
    ),
    (
        "flowroute.v2.numbers.update",
        "data.relationships.message_provision",
        "may be absent, §3.1.6",
    ),
    (
        "flowroute.v2.numbers.update",
        "included[message_provisioning_status]",
        "included if it was enabled, §3.1.6",
    ),
    (
        "flowroute.v2.routes.update",
        "data.attributes.edge_strategy_id",
        "may be absent, §3.2",
    ),
    (
        "flowroute.v2.e911s.list_numbers",
        "data[number].attributes.alias is string",
        "null or text, §3.1.5",
    ),
    (
        "flowroute.v2.cnams.get",
        "included",
        "included if a number uses it, §3.4",
    ),
    (
        "flowroute.v1.numbers.get",
        "routes[HOST]",
        "any type of route, §2.2; the example has none of this one",
    ),
    (
        "flowroute.v1.numbers.list",
        "tns[].routes[SIP-REG]",
        "any type of route, §2.2; the example has none of this one",
    ),
    (
        "flowroute.v1.inventory.list_exchanges",
        "links.prev",
        "there if there are earlier ones, §1.3",
    ),
    (
        "flowroute.v1.inventory.search",
        "links.prev",
        "there if there are earlier ones, §1.3",
    ),
];

/// Flowroute v1 answers `{"tns": {"12066417848": {…}}}`: what is below one of these is named by data, so it is looked at
/// as a list.
const KEYED: &[&str] = &["npas", "npanxxs", "tns", "routes"];

fn unkeyed(body: &Value) -> Value {
    let mut body = body.clone();
    for name in KEYED {
        let Some(place) = body.get_mut(*name) else {
            continue;
        };
        if let Value::Object(members) = place {
            let items = std::mem::take(members).into_iter().map(|(_, item)| item);
            *place = Value::Array(items.collect());
        }
    }
    body
}

fn is_allowed(difference: &str) -> bool {
    ALLOWED
        .iter()
        .any(|(operation, place, _)| difference.starts_with(&format!("{operation}: {place}")))
}

#[test]
fn every_recorded_answer_has_the_documented_shape() {
    let mut found = Vec::new();
    let mut compared = 0;
    for table in tables() {
        let documented = documented(table.folder).unwrap();
        for recording in recordings(&table) {
            let exchange = recording.main().unwrap();
            let short = recording.operation.strip_prefix(table.prefix).unwrap();
            let examples: Vec<_> = documented
                .iter()
                .filter(|example| example.operation == short)
                .collect();
            if examples.is_empty() {
                continue;
            }
            compared += 1;
            let body = unkeyed(&exchange.response.json().unwrap_or(Value::Null));
            let examples_of: Vec<Value> = examples.iter().map(|example| unkeyed(&example.body)).collect();
            let shape = Shape::of(&examples_of);
            let differences = shape.differences(&body).into_iter();
            found.extend(differences.map(|what| format!("{}: {what}", recording.operation)));
            if !examples.iter().any(|example| example.status == exchange.status) {
                found.push(format!(
                    "{}: status {} is not documented",
                    recording.operation, exchange.status
                ));
            }
        }
    }
    assert!(compared >= 30, "only {compared} answers were compared");
    let wrong: Vec<_> = found
        .iter()
        .filter(|difference| !is_allowed(difference))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (operation, place, _) in ALLOWED {
        let difference = format!("{operation}: {place}");
        assert!(
            found.iter().any(|found| found.starts_with(&difference)),
            "no longer there: {difference}"
        );
    }
}
