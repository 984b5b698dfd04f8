//! Webhook payloads: every documented one is read, and nothing that is posted makes the reader fail.

use insta::assert_debug_snapshot;
use proptest::prelude::*;
use serde_json::{Value, json};
use trunkline_flowroute::messages::MessageStatus;
use trunkline_flowroute::webhooks::{Event, StatusKind, Webhook};
use trunkline_testkit::fixtures::Documented;

fn payload(name: &str) -> Value {
    Documented::named(&format!("flowroute-v2-webhooks/{name}")).body
}

fn parsed(payload: &Value) -> Webhook {
    Webhook::parse(payload.to_string().as_bytes()).unwrap()
}

fn key(payload: &Value) -> Option<String> {
    parsed(payload).key().map(|key| key.to_string())
}

#[test]
fn documented_payloads_are_read() {
    for example in Documented::all("flowroute-v2-webhooks") {
        let webhook = parsed(&example.body);
        assert_eq!(webhook.payload, example.body.to_string());
        assert_debug_snapshot!(
            format!("webhook_{}", example.name),
            (webhook.key(), webhook.event)
        );
    }
}

#[test]
fn events_serialize_under_one_tag() {
    let receipt = parsed(&payload("delivery_receipt")).event;
    let expected = json!({
        "event": "receipt",
        "id": "mdr2-39cadeace66e11e7aff806cd7f24ba2d",
        "body": "test sms on v2",
        "level": 2,
        "status": "message buffered",
        "status_code": "1003",
        "status_code_description": "Message accepted by Carrier",
        "timestamp": "2017-12-21T16:44:35Z",
    });
    assert_eq!(serde_json::to_value(receipt).unwrap(), expected);
}

#[test]
fn a_code_is_text_a_number_or_nothing() {
    for (code, read) in [
        (json!("1003"), Some("1003")),
        (json!(1003), Some("1003")),
        (json!(null), None),
    ] {
        let mut payload = payload("delivery_receipt");
        payload["data"]["attributes"]["status_code"] = code;
        let Event::Receipt(receipt) = parsed(&payload).event else {
            panic!("{payload} is a receipt")
        };
        assert_eq!(receipt.step.status_code.as_deref(), read);
    }
}

#[test]
fn unknown_words_and_members_are_kept() {
    let mut receipt = payload("delivery_receipt");
    receipt["data"]["attributes"]["status"] = json!("teleported");
    receipt["data"]["attributes"]["carrier"] = json!("ACME");
    let webhook = parsed(&receipt);
    let Event::Receipt(read) = &webhook.event else {
        panic!("{receipt} is a receipt")
    };
    assert_eq!(read.step.status, Some(MessageStatus::from("teleported")));
    assert!(webhook.payload.contains(r#""carrier":"ACME""#));

    let mut event = payload("status_event");
    event["data"]["type"] = json!("fax_status_change");
    let Event::Status(read) = parsed(&event).event else {
        panic!("{event} is an event")
    };
    assert_eq!(read.kind, StatusKind::from("fax_status_change"));
}

#[test]
fn times_of_events_are_unix_times_too() {
    let mut event = payload("status_event");
    for unix in [
        json!(1_553_035_788),
        json!("1553035788"),
        json!(1_553_035_788.060),
    ] {
        event["data"]["attributes"]["at"] = unix;
        let Event::Status(read) = parsed(&event).event else {
            panic!("{event} is an event")
        };
        assert_eq!(read.at.unwrap().to_rfc3339(), "2019-03-19T22:49:48Z");
    }
}

#[test]
fn a_key_is_of_the_event_not_of_the_delivery() {
    let receipt = payload("delivery_receipt");
    let mut later = receipt.clone();
    later["data"]["attributes"]["status"] = json!("delivered");
    assert_eq!(key(&receipt), key(&receipt.clone()));
    assert_ne!(key(&receipt), key(&later));
    let mut edited = payload("inbound_sms");
    let first = key(&edited);
    edited["data"]["attributes"]["message_callback_url"] = json!("https://elsewhere.example");
    assert_eq!(first, key(&edited));
}

#[test]
fn what_is_no_known_event_is_kept_and_what_is_no_json_is_refused() {
    for other in [
        json!({}),
        json!([]),
        json!(null),
        json!({"data": null}),
        json!({"data": {"type": "message"}}),
    ] {
        let webhook = parsed(&other);
        assert_eq!(
            (webhook.event, webhook.payload),
            (Event::Other, other.to_string())
        );
    }
    assert!(Webhook::parse(b"").is_err());
    assert!(Webhook::parse(b"{:callback_url=>\"x\"}").is_err());
    assert!(Webhook::parse(&b"[".repeat(100_000)).is_err());
}

/// JSON that looks like a payload here and there.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| json!(f64::from(number))),
        ".{0,12}".prop_map(Value::from),
        Just(json!("message")),
        Just(json!("delivery_receipt")),
        Just(json!("po_status_change")),
    ];
    let name = prop_oneof![
        "data",
        "id",
        "type",
        "attributes",
        "included",
        "status",
        "timestamp",
        "at",
        "level",
        "from",
        "to",
        "[a-z]{0,5}"
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(name.clone(), inner, 0..6).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Webhook::parse(&bytes).map(|webhook| webhook.key());
    }

    #[test]
    fn no_json_is_an_error(payload in anything()) {
        prop_assert_eq!(parsed(&payload).payload, payload.to_string());
    }

    #[test]
    fn no_damage_to_a_payload_makes_it_panic(at in 0..1500_usize, byte: u8, which in 0..5_usize) {
        let mut bytes = Documented::all("flowroute-v2-webhooks")[which].body.to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = Webhook::parse(&bytes).map(|webhook| webhook.key());
    }
}
