//! What the emulator answers has the shape of what the carrier documents, and decodes.

use serde_json::Value;
use trunkline_testkit::fixtures::{self, Documented};
use trunkline_tests::api::{Table, flowroute_v1, tables, tropo};
use trunkline_tests::record::{Exchange, Recording};
use trunkline_tests::session::Source;
use trunkline_tests::shape::Shape;

/// The recordings of a table, line by line.
fn recordings(table: &Table) -> Vec<Recording> {
    let folder = fixtures::folder().join("recorded").join(table.folder);
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

#[test]
fn requests_are_recorded_as_they_went_over_the_wire() {
    for table in tables() {
        for exchange in recordings(&table)
            .iter()
            .flat_map(|recording| &recording.exchanges)
        {
            assert_eq!(
                exchange.request.header("authorization"),
                Some("Basic redacted"),
                "{}",
                exchange.operation
            );
        }
    }
    let v1 = recordings(&flowroute_v1::table());
    let mut queries = 0;
    for exchange in v1.iter().flat_map(|recording| &recording.exchanges) {
        assert_eq!(
            exchange.request.header("x-timestamp"),
            Some("2026-01-15T12:00:00Z")
        );
        let (_, query) = exchange.target.split_once('?').unwrap_or_default();
        let pairs: Vec<&str> = query.split('&').collect();
        assert!(pairs.is_sorted(), "{}", exchange.target);
        queries += usize::from(pairs.len() > 1);
    }
    assert!(queries > 0);
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
        "flowroute.v2.numbers.details",
        "data[number].attributes.alias is null",
        "null or text, §3.1.5",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].attributes.messaging_enabled",
        "may be absent, §3.1.5",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.cnam_preset.data is null",
        "null or a reference, §3.1.6",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.failover_route",
        "the example has the names of the v2.1 tree, §3.1.9",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.primary_route",
        "the example has the names of the v2.1 tree, §3.1.9",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.voice_",
        "the example has the names of the v2.1 tree, §3.1.9",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.sms_primary_route",
        "the example has the names of the v2.1 tree, §3.1.9",
    ),
    (
        "flowroute.v2.numbers.details",
        "data[number].relationships.message_provision",
        "may be absent, §3.1.6",
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
        "flowroute.v2.porting.get",
        "data.attributes.desired_completion_date is null",
        "null or a day, §3.7.2",
    ),
    (
        "flowroute.v2.porting.update",
        "data.attributes.desired_completion_date is null",
        "null or a day, §3.7.2",
    ),
    (
        "flowroute.v2.porting.change_numbers",
        "data.attributes.desired_completion_date is null",
        "null or a day, §3.7.2",
    ),
    (
        "flowroute.v2.porting.add_numbers",
        "data.attributes.desired_completion_date is null",
        "null or a day, §3.7.2",
    ),
    (
        "flowroute.v2.cdrs.get",
        "data.attributes.call_subtotal",
        "any of the attributes, §3.8",
    ),
    (
        "flowroute.v2.cdrs.get",
        "data.attributes.cnamlookup_fees",
        "any of the attributes, §3.8",
    ),
    (
        "flowroute.v2.cdrs.get",
        "data.attributes.connect_fees",
        "any of the attributes, §3.8",
    ),
    (
        "flowroute.v2.cdrs.get",
        "data.attributes.filter_parameters.number_aliases is array",
        "an array, or a text that holds one, §3.8",
    ),
    (
        "flowroute.v2.cdrs.list",
        "data[].data.attributes.callback_url is string",
        "null or text, §3.8",
    ),
    (
        "flowroute.v2.cdrs.list",
        "links.next is missing",
        "absent on the last page, §1.5",
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
    (
        "tropo.v1.applications.list",
        "[].messagingUrl",
        "may be absent, §3.2",
    ),
    (
        "tropo.v1.users.list_applications",
        "[].messagingUrl",
        "may be absent, §3.2",
    ),
    (
        "tropo.v1.addresses.list",
        "[number].country",
        "may be there, §3.6",
    ),
    ("tropo.v1.addresses.get", "country", "may be there, §3.6"),
    (
        "tropo.v1.addresses.list_all",
        "[jabber]",
        "any type of address, §3.6; the example has numbers only",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[pin]",
        "any type of address, §3.6; the example has numbers only",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[sip]",
        "any type of address, §3.6; the example has numbers only",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[skype]",
        "any type of address, §3.6; the example has numbers only",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[token]",
        "any type of address, §3.6; the example has numbers only",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[number].country",
        "may be there, §3.6",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[number].region",
        "may be there, §3.6",
    ),
    (
        "tropo.v1.addresses.list_all",
        "[number].state",
        "an iNum has none, §3.6",
    ),
    (
        "tropo.v1.addresses.look_up",
        "application",
        "any member of an address, §3.6; the example has only what looking up adds",
    ),
    (
        "tropo.v1.addresses.look_up",
        "city",
        "any member of an address, §3.6; the example has only what looking up adds",
    ),
    (
        "tropo.v1.addresses.look_up",
        "country",
        "any member of an address, §3.6; the example has only what looking up adds",
    ),
    (
        "tropo.v1.addresses.look_up",
        "prefix",
        "any member of an address, §3.6; the example has only what looking up adds",
    ),
    (
        "tropo.v1.addresses.look_up",
        "state",
        "any member of an address, §3.6; the example has only what looking up adds",
    ),
    (
        "tropo.v1.addresses.attach",
        "href",
        "the content is unconfirmed, §2.6 B4",
    ),
    (
        "tropo.v1.addresses.attach",
        "message",
        "the content is unconfirmed, §2.6 B4",
    ),
    ("tropo.v1.invitations.get", "owner", "may be absent, §3.7"),
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
        let documented = Documented::all(table.folder);
        for recording in recordings(&table) {
            let exchange = recording.main().unwrap();
            let short = recording.operation.strip_prefix(table.prefix).unwrap();
            let examples: Vec<_> = documented
                .iter()
                .filter(|example| example.operation() == short)
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

/// Members that hold what nobody else may know, wherever they stand.
const SECRET: &[&str] = &[
    "password",
    "accountNumber",
    "securityCode",
    "expirationDate",
    "confirmationKey",
    "key",
    "token",
    "pin",
];

fn unhidden(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            if SECRET.contains(&name.as_str()) && value != "redacted" && value != 0 {
                found.push(format!("{place}: {name} is {value}"));
            }
            unhidden(place, value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| unhidden(place, item, found)),
        _ => {}
    }
}

#[test]
fn no_recording_has_a_secret_member() {
    let mut found = Vec::new();
    for table in tables() {
        for recording in recordings(&table) {
            unhidden(
                &recording.operation,
                &recording.to_json().parse().unwrap(),
                &mut found,
            );
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn passwords_cards_and_keys_are_sent_but_not_recorded() {
    let table = tropo::table();
    let steps = (table.record)(Source::Emulator).await.unwrap();
    let exchanges: Vec<Exchange> = steps.into_iter().flat_map(|step| step.exchanges).collect();
    let created = exchanges
        .iter()
        .find(|exchange| exchange.operation == "tropo.v1.users.create");
    let answer = created.unwrap().response.json().unwrap();
    let key = answer
        .pointer("/confirmationKey")
        .and_then(Value::as_str)
        .unwrap();
    let wire: String = exchanges
        .iter()
        .map(|exchange| exchange.to_value().to_string())
        .collect();
    for secret in tropo::SECRETS.iter().copied().chain([key]) {
        assert!(
            wire.contains(secret),
            "{secret} was never sent, so that it is not recorded proves nothing"
        );
        for recording in recordings(&table) {
            assert!(
                !recording.to_json().contains(secret),
                "{secret} is in {}",
                recording.operation
            );
        }
    }
}
