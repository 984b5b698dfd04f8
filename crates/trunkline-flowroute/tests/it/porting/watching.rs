//! Following a port order: every change once, across errors, waits and restarts.

use std::time::Duration;

use insta::assert_snapshot;
use serde_json::json;
use tokio::time::Instant;
use trunkline_core::ErrorKind;
use trunkline_flowroute::porting::{NextStep, PortChange};

use crate::support::carrier::{Answer, Carrier, client, one};

const STATUS: &str = "GET /v2/portorders/42361/status";
const ORDER: &str = "GET /v2/portorders/42361";

fn state(word: &str) -> Answer {
    let since = format!("2026-01-0{}T00:00:00Z", word.len() % 9 + 1);
    let reason = json!([{"comment": "The PIN does not match."}]);
    one(
        200,
        &json!({"id": "42361", "attributes": {"status": word, "status_updated_at": since, "comments": reason,
            "desired_completion_date": "2026-01-29"}}),
    )
}

fn next(change: Option<PortChange>) -> NextStep {
    change.unwrap().next
}

#[tokio::test(start_paused = true)]
async fn each_change_comes_once_and_says_what_is_needed() {
    let words = [
        "pending",
        "processing",
        "submitted",
        "rejected",
        "pending",
        "accepted",
        "completed",
    ];
    let carrier = Carrier::default()
        .on(
            STATUS,
            [
                state("pending"),
                state("processing"),
                state("submitted"),
                state("rejected"),
                state("pending"),
                state("accepted"),
                state("completed"),
            ],
        )
        .on(ORDER, words.map(state));
    let mut watch = client(&carrier).porting().watch("42361");
    let begun = Instant::now();
    let mut steps = Vec::new();
    while let Some(change) = watch.next().await.unwrap() {
        steps.push(serde_json::to_string(&change.next).unwrap());
    }
    assert_snapshot!(steps.join("\n"), @r#"
    {"next":"sign"}
    {"next":"wait_for_carrier"}
    {"next":"wait_for_losing_carrier"}
    {"next":"correct","detail":"The PIN does not match."}
    {"next":"sign"}
    {"next":"wait_for_day","detail":"2026-01-29"}
    {"next":"done"}
    "#);
    assert_eq!(begun.elapsed().as_secs(), 7 * 60, "asked once a minute");
    assert_eq!(carrier.count(STATUS), 7);
    assert!(watch.next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_program_that_comes_back_goes_on_where_it_was() {
    let carrier = Carrier::default()
        .on(STATUS, [state("processing"), state("submitted")])
        .on(ORDER, [state("submitted")]);
    let first = Carrier::default().on(ORDER, [state("processing")]);
    let mut watch = client(&first).porting().watch("42361");
    assert_eq!(next(watch.next().await.unwrap()), NextStep::WaitForCarrier);
    let stored = watch.cursor().unwrap().as_str().to_owned();
    let mut watch = client(&carrier).porting().watch("42361").after(stored);
    assert_eq!(next(watch.next().await.unwrap()), NextStep::WaitForLosingCarrier);
    assert_eq!(carrier.count(STATUS), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_loses_nothing_and_asks_no_sooner() {
    let carrier = Carrier::default()
        .on(STATUS, [state("pending"), state("processing")])
        .on(ORDER, [state("pending"), state("processing")]);
    let mut watch = client(&carrier).porting().watch("42361");
    watch.next().await.unwrap();
    for _ in 0..11 {
        let waited = tokio::time::timeout(Duration::from_secs(10), watch.next()).await;
        assert!(waited.is_err());
    }
    assert_eq!(carrier.count(STATUS), 1);
    assert_eq!(next(watch.next().await.unwrap()), NextStep::WaitForCarrier);
}

#[tokio::test(start_paused = true)]
async fn a_carrier_that_fails_for_a_while_is_asked_again() {
    let failing = |answers: usize| {
        let mut status = vec![Answer::new(500, ""); answers];
        status.push(state("processing"));
        Carrier::default()
            .on(STATUS, status)
            .on(ORDER, [state("processing")])
    };
    let options = trunkline_transport::CallOptions::new().no_retry();
    let watch = |carrier: &Carrier| {
        client(carrier)
            .porting()
            .with_options(options.clone())
            .watch("42361")
            .after("pending@")
    };
    let passing = failing(4);
    assert_eq!(
        next(watch(&passing).next().await.unwrap()),
        NextStep::WaitForCarrier
    );
    let lasting = failing(5);
    let mut watch = watch(&lasting);
    assert_eq!(watch.next().await.unwrap_err().kind(), ErrorKind::Server);
    assert_eq!(
        next(watch.next().await.unwrap()),
        NextStep::WaitForCarrier,
        "it can go on"
    );
}

#[tokio::test(start_paused = true)]
async fn a_watch_is_bounded_and_a_missing_order_ends_it() {
    let carrier = Carrier::default()
        .on(STATUS, [state("pending")])
        .on(ORDER, [state("pending")]);
    let mut watch = client(&carrier)
        .porting()
        .watch("42361")
        .timeout(Duration::from_secs(3600));
    watch.next().await.unwrap();
    let error = watch.next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "flowroute porting.watch 42361: no change within 3600 s"
    );
    let gone = Carrier::default().on("GET", [Answer::new(404, "")]);
    let error = client(&gone).porting().watch("1").next().await.unwrap_err();
    assert_eq!((error.kind(), gone.count("")), (ErrorKind::NotFound, 1));
}
