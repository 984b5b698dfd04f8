//! Following a port order: every change once, across errors, waits and restarts.

use std::time::Duration;

use futures_util::TryStreamExt;
use insta::assert_snapshot;
use serde_json::json;
use tokio::time::Instant;
use trunkline_core::{ErrorKind, PhoneNumber, Region};
use trunkline_flowroute::porting::{CreatePortOrder, NextStep, PortChange, PortStatus, SignLoa, Subscriber};
use trunkline_flowroute::webhooks::{Event, Webhook};
use trunkline_testkit::fixtures::Documented;

use crate::support::carrier::{Answer, Carrier, client, one};
use crate::support::emulated::in_process;

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
    while let Some(change) = watch.try_next().await.unwrap() {
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
    assert!(watch.try_next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_program_that_comes_back_goes_on_where_it_was() {
    let carrier = Carrier::default()
        .on(STATUS, [state("processing"), state("submitted")])
        .on(ORDER, [state("submitted")]);
    let first = Carrier::default().on(ORDER, [state("processing")]);
    let mut watch = client(&first).porting().watch("42361");
    assert_eq!(next(watch.try_next().await.unwrap()), NextStep::WaitForCarrier);
    let stored = watch.cursor().unwrap().as_str().to_owned();
    let mut watch = client(&carrier).porting().watch("42361").after(stored);
    assert_eq!(
        next(watch.try_next().await.unwrap()),
        NextStep::WaitForLosingCarrier
    );
    assert_eq!(carrier.count(STATUS), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_loses_nothing_and_asks_no_sooner() {
    let carrier = Carrier::default()
        .on(STATUS, [state("pending"), state("processing")])
        .on(ORDER, [state("pending"), state("processing")]);
    let mut watch = client(&carrier).porting().watch("42361");
    watch.try_next().await.unwrap();
    for _ in 0..11 {
        let waited = tokio::time::timeout(Duration::from_secs(10), watch.try_next()).await;
        assert!(waited.is_err());
    }
    assert_eq!(carrier.count(STATUS), 1);
    assert_eq!(next(watch.try_next().await.unwrap()), NextStep::WaitForCarrier);
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
        next(watch(&passing).try_next().await.unwrap()),
        NextStep::WaitForCarrier
    );
    let lasting = failing(5);
    let mut watch = watch(&lasting);
    assert_eq!(watch.try_next().await.unwrap_err().kind(), ErrorKind::Server);
    assert_eq!(
        next(watch.try_next().await.unwrap()),
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
    watch.try_next().await.unwrap();
    let error = watch.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "flowroute porting.watch 42361: no change within 3600 s"
    );
    let gone = Carrier::default().on("GET", [Answer::new(404, "")]);
    let error = client(&gone).porting().watch("1").try_next().await.unwrap_err();
    assert_eq!((error.kind(), gone.count("")), (ErrorKind::NotFound, 1));
}

/// An event about a port order.
fn event(order: &str) -> Event {
    let mut event = Documented::named("flowroute-v2-webhooks/status_event").body;
    event["data"]["attributes"]["resource_id"] = json!(order);
    Webhook::parse(event.to_string().as_bytes()).unwrap().event
}

#[tokio::test(start_paused = true)]
async fn an_event_makes_it_ask_at_once_and_is_not_believed() {
    let carrier = Carrier::default()
        .on(
            STATUS,
            [state("processing"), state("processing"), state("submitted")],
        )
        .on(ORDER, [state("submitted")]);
    let hour = Duration::from_secs(3600);
    let mut watch = client(&carrier).porting().watch("42361").interval(hour);
    watch = watch.after("processing@2026-01-02T00:00:00Z");
    let hints = watch.hints();
    let begun = Instant::now();
    assert!(!hints.take(&event("42362")), "another order");
    assert!(!hints.take(&Webhook::parse(b"{}").unwrap().event));
    // The event says that it was canceled, and comes before the record of the order is there.
    assert!(hints.take(&event("42361")));
    let waited = tokio::time::timeout(Duration::from_secs(60), watch.try_next()).await;
    assert!(waited.is_err());
    assert_eq!(carrier.count(STATUS), 2, "once to begin with, once for the event");
    assert!(hints.clone().take(&event("42361")), "also while nobody waits");
    assert_eq!(
        next(watch.try_next().await.unwrap()),
        NextStep::WaitForLosingCarrier
    );
    assert_eq!(begun.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_events_makes_it_ask_once_a_second() {
    let carrier = Carrier::default()
        .on(STATUS, [state("processing")])
        .on(ORDER, [state("processing")]);
    let mut watch = client(&carrier)
        .porting()
        .watch("42361")
        .after("processing@2026-01-02T00:00:00Z");
    let hints = watch.hints();
    let flood = async {
        for _ in 0..1000 {
            hints.take(&event("42361"));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        biased;
        change = watch.try_next() => panic!("{change:?}"),
        () = flood => {}
    }
    let asked = carrier.count(STATUS);
    assert!((9..=11).contains(&asked), "{asked} questions in ten seconds");
}

#[tokio::test(start_paused = true)]
async fn it_is_a_stream_that_goes_on_behind_an_error() {
    let carrier = Carrier::default()
        .on(
            STATUS,
            [state("pending"), Answer::new(403, ""), state("cancelled")],
        )
        .on(ORDER, [state("pending"), state("cancelled")]);
    let mut watch = client(&carrier).porting().watch("42361");
    let first: Result<Vec<PortChange>, _> = (&mut watch).try_collect().await;
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Forbidden);
    let rest: Vec<PortChange> = watch.try_collect().await.unwrap();
    let steps: Vec<&NextStep> = rest.iter().map(|change| &change.next).collect();
    assert_eq!(steps, [&NextStep::Canceled]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_under_way_when_the_wait_was_dropped_is_gone_on_with() {
    let Answer::Is(pending) = state("pending") else {
        panic!("it is a response")
    };
    let slow = Answer::After(Duration::from_secs(3), pending);
    let carrier = Carrier::default().on(ORDER, [slow]);
    let mut watch = client(&carrier).porting().watch("42361");
    for _ in 0..2 {
        let waited = tokio::time::timeout(Duration::from_secs(1), watch.try_next()).await;
        assert!(waited.is_err());
    }
    assert_eq!(next(watch.try_next().await.unwrap()), NextStep::Sign);
    assert_eq!(carrier.count(ORDER), 1);
}

#[tokio::test(start_paused = true)]
async fn events_of_the_emulator_tell_of_every_change_without_waiting_for_the_interval() {
    let (emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let subscriber = Subscriber::residential("John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101");
    let number: PhoneNumber = "+12064204444".parse().unwrap();
    let order = CreatePortOrder::new([number], subscriber).status_url("http://127.0.0.1:9/port");
    let id = porting.create(order).await.unwrap().orders[0].id.clone();
    let month = Duration::from_secs(30 * 86_400);
    let mut watch = porting.watch(&id).interval(month);
    let hints = watch.hints();
    assert_eq!(next(watch.try_next().await.unwrap()), NextStep::Sign);
    let loa = porting.loa(&id).await.unwrap();
    porting
        .sign_loa(SignLoa::new(&id, loa, "Sam User", "Agent"))
        .await
        .unwrap();
    let begun = Instant::now();
    let mut statuses = Vec::new();
    let mut posted = 0;
    while statuses.last() != Some(&PortStatus::Completed) {
        let deliveries = emulator.webhooks();
        let news = deliveries.len() > posted;
        for delivery in &deliveries[posted..] {
            let event = Webhook::parse(delivery.body.to_string().as_bytes())
                .unwrap()
                .event;
            assert!(hints.take(&event));
        }
        posted = deliveries.len();
        if news {
            let change = watch.try_next().await.unwrap().unwrap();
            statuses.push(change.order.status.unwrap());
        }
        emulator.advance(Duration::from_secs(86_400));
    }
    assert_eq!(
        statuses,
        [
            PortStatus::Processing,
            PortStatus::Submitted,
            PortStatus::Accepted,
            PortStatus::Completed
        ]
    );
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!(watch.try_next().await.unwrap(), None);
}
