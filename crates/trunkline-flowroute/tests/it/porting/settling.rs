//! Port orders whose replies are lost: the carrier is asked, and nothing is sent twice that must not be.

use serde_json::{Value, json};
use trunkline_core::{Applied, ErrorKind, PhoneNumber, Region};
use trunkline_flowroute::porting::{
    AddPortNumbers, CancelPortOrder, CreatePortOrder, Loa, SignLoa, Subscriber,
};

use crate::support::carrier::{Answer, Carrier, client, one};

const NUMBERS: [&str; 2] = ["+12064204444", "+12066204445"];
const LIST: &str = "GET /v2/portorders?numbers";
const GROUP: &str = "GET /v2/portorders?group_id=38697";

fn create() -> CreatePortOrder {
    let numbers: Vec<PhoneNumber> = NUMBERS.map(|text| text.parse().unwrap()).to_vec();
    let subscriber =
        Subscriber::residential("John Doe", "ATT")
            .street("1")
            .city("Seattle", Region::WA, "98101");
    CreatePortOrder::new(numbers, subscriber)
}

fn summary(id: &str) -> Value {
    json!({"type": "portorder", "id": id, "attributes": {"alias": "move 7", "status": "pending"}})
}

fn orders(kind: &str, ids: &[&str]) -> Answer {
    let orders: Vec<Value> = ids.iter().map(|id| summary(id)).collect();
    one(
        200,
        &json!({"type": kind, "id": "38697", "attributes": {"orders": {"data": orders}}}),
    )
}

fn nothing() -> Answer {
    Answer::new(
        404,
        r#"{"errors":[{"detail":"No Port Orders match this query.","status":404}]}"#,
    )
}

fn order(id: &str, number: &str, alias: &str) -> Answer {
    let attributes = json!({"alias": alias, "group_id": "38697", "numbers": [number], "status": "pending",
        "billing_name": "John Doe", "provider": "ATT"});
    one(
        200,
        &json!({"type": "portorder", "id": id, "attributes": attributes}),
    )
}

fn status(word: &str) -> Answer {
    one(
        200,
        &json!({"type": "portorder", "id": "42361", "attributes": {"status": word}}),
    )
}

/// A carrier that has made the two orders of the group and whose reply was lost.
fn made() -> Carrier {
    has_orders(Carrier::default().on("POST /v2/portorders", [Answer::Lost]))
}

fn has_orders(carrier: Carrier) -> Carrier {
    carrier
        .on("GET /v2/portorders/42361", [order("42361", NUMBERS[0], "move 7")])
        .on("GET /v2/portorders/42362", [order("42362", NUMBERS[1], "move 7")])
        .on(GROUP, [orders("portorder_group", &["42361", "42362"])])
}

#[tokio::test(start_paused = true)]
async fn an_order_under_its_own_alias_is_found() {
    let carrier = made().on(LIST, [nothing(), orders("portorder_list", &["42361"])]);
    let group = client(&carrier)
        .porting()
        .create(create().alias("move 7"))
        .await
        .unwrap();
    assert_eq!((group.id.as_str(), group.orders.len()), ("38697", 2));
    assert_eq!(carrier.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_without_an_alias_cannot_be_told_from_an_earlier_one() {
    let carrier = made().on(LIST, [orders("portorder_list", &["42361"])]);
    let error = client(&carrier).porting().create(create()).await.unwrap_err();
    assert_eq!(
        (error.applied(), carrier.count("POST")),
        (Applied::Unknown, 1),
        "{error}"
    );
    assert!(
        error.hint().unwrap().contains("order 42361 has the number"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_order_with_other_numbers_is_not_taken_for_ours() {
    let carrier = Carrier::default()
        .on("POST /v2/portorders", [Answer::Lost])
        .on("GET /v2/portorders/42361", [order("42361", NUMBERS[0], "move 7")])
        .on(GROUP, [orders("portorder_group", &["42361"])])
        .on(LIST, [orders("portorder_list", &["42361"])]);
    let error = client(&carrier)
        .porting()
        .create(create().alias("move 7"))
        .await
        .unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
}

#[tokio::test(start_paused = true)]
async fn nothing_for_the_whole_window_is_proof() {
    for listed in [nothing(), orders("portorder_list", &["42361"])] {
        let carrier = Carrier::default()
            .on("POST /v2/portorders", [Answer::Lost])
            .on(
                "GET /v2/portorders/42361",
                [order("42361", NUMBERS[0], "another")],
            )
            .on(LIST, [listed]);
        let error = client(&carrier)
            .porting()
            .create(create().alias("move 8"))
            .await
            .unwrap_err();
        assert_eq!(
            (error.applied(), carrier.count("POST")),
            (Applied::No, 1),
            "{error}"
        );
    }
}

fn letter() -> Loa {
    serde_json::from_value(json!({"type": "loa", "attributes": {"numbers": ["2064204444"]}})).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_signature_is_read_off_the_status() {
    const STATUS: &str = "GET /v2/portorders/42361/status";
    let answers = [
        ("processing", Ok(())),
        ("accepted", Ok(())),
        ("pending", Err((Applied::No, ErrorKind::ConnectionLost))),
        ("cancelled", Err((Applied::No, ErrorKind::Conflict))),
        ("rejected", Err((Applied::Unknown, ErrorKind::ConnectionLost))),
    ];
    for (word, expected) in answers {
        let carrier = Carrier::default()
            .on("POST", [Answer::Lost])
            .on(STATUS, [status(word)]);
        let sign = SignLoa::new("42361", letter(), "Sam User", "Agent");
        let signed = client(&carrier).porting().sign_loa(sign).await;
        let signed = signed.map_err(|error| (error.applied(), error.kind()));
        assert_eq!((signed, carrier.count("POST")), (expected, 1), "{word}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeated_cancellation_that_is_refused_was_carried_out() {
    let refused = Answer::new(
        403,
        r#"{"errors":[{"detail":"This is not possible while the port order is cancelled."}]}"#,
    );
    let carrier = Carrier::default()
        .on("PATCH", [Answer::Lost, refused.clone()])
        .on("GET /v2/portorders/42361/status", [status("cancelled")]);
    client(&carrier)
        .porting()
        .cancel(CancelPortOrder::new("42361"))
        .await
        .unwrap();
    assert_eq!(carrier.count("PATCH"), 2);

    let first = Carrier::default().on("PATCH", [refused]);
    let error = client(&first).porting().cancel("42361").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
    assert_eq!(first.count("GET"), 0);
}

#[tokio::test(start_paused = true)]
async fn numbers_that_are_in_the_group_were_added() {
    let refused = Answer::new(422, "");
    let added = [Answer::new(500, ""), refused];
    let carrier = has_orders(Carrier::default().on("POST /v2/portorders/38697/numbers", added));
    let numbers: Vec<PhoneNumber> = vec![NUMBERS[1].parse().unwrap()];
    client(&carrier)
        .porting()
        .add_numbers("38697", numbers.clone())
        .await
        .unwrap();
    assert_eq!(carrier.count("POST"), 2);
    assert_eq!(
        AddPortNumbers::new("38697", numbers.clone()),
        AddPortNumbers::new(38697, numbers)
    );
}
