//! Calls whose reply is lost and that take effect later, in paused time and over HTTP.

use std::time::Duration;

use serde_json::json;
use tokio::time::{advance, sleep};
use tower_service::Service;
use trunkline_emulator::{Dropped, Emulator, Fault};
use trunkline_testkit::flowroute::{self, Lab};
use trunkline_testkit::socket::exchange;

const NUMBER: &str = "12064205780";
const PURCHASE: &str = "/v2/numbers/12064205780";
const SECOND: Duration = Duration::from_secs(1);

fn purchase() -> http::Request<bytes::Bytes> {
    Lab::request("POST", PURCHASE, None, "")
}

async fn lost_for(delay: Duration) -> Lab {
    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("numbers.purchase").first().commit_late(delay));
    assert_eq!(
        lab.try_send(purchase()).await.err(),
        Some(Dropped::BeforeLateCommit)
    );
    lab
}

/// Whether reads, the audit and the request record of the purchase show it; they must agree.
async fn bought(lab: &Lab) -> bool {
    let listed = lab.get(PURCHASE).await.status == 200;
    assert_eq!(lab.emulator.audit().purchases(NUMBER), u32::from(listed));
    assert_eq!(lab.emulator.requests()[0].committed, listed);
    listed
}

#[tokio::test(start_paused = true)]
async fn nothing_shows_the_call_until_it_takes_effect() {
    for millis in [500, 3_000, 8_000, 20_000, 40_000] {
        let lab = lost_for(Duration::from_millis(millis)).await;
        let balance = lab.emulator.audit().balance_nanodollars();
        advance(Duration::from_millis(millis - 1)).await;
        assert!(!bought(&lab).await, "{millis}");
        assert_eq!(lab.emulator.audit().balance_nanodollars(), balance);

        advance(Duration::from_millis(1)).await;
        assert!(bought(&lab).await, "{millis}");
        assert!(lab.emulator.audit().balance_nanodollars() < balance);
        assert_eq!(lab.emulator.audit().charges(), 1);
        let record = &lab.emulator.requests()[0];
        assert_eq!((record.status, record.fault), (None, Some("commit_late")));
        lab.assert_books_agree();
    }
}

#[tokio::test(start_paused = true)]
async fn it_takes_effect_once() {
    let lab = lost_for(SECOND).await;
    sleep(Duration::from_secs(600)).await;
    assert!(bought(&lab).await);
    assert_eq!(lab.emulator.audit().charges(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_virtual_clock_does_not_hasten_it() {
    let lab = lost_for(8 * SECOND).await;
    lab.emulator.advance(Duration::from_secs(3600));
    assert!(!bought(&lab).await);
}

#[tokio::test(start_paused = true)]
async fn whoever_is_first_gets_the_number() {
    let lab = lost_for(3 * SECOND).await;
    lab.buy(NUMBER).await;
    sleep(4 * SECOND).await;
    let audit = lab.emulator.audit();
    assert_eq!((audit.purchases(NUMBER), audit.charges()), (1, 1));
    let committed: Vec<bool> = lab
        .emulator
        .requests()
        .iter()
        .map(|record| record.committed)
        .collect();
    assert_eq!(committed, [false, true]);
    lab.assert_books_agree();
}

#[tokio::test(start_paused = true)]
async fn it_is_refused_when_the_money_is_gone() {
    let lab = lost_for(3 * SECOND).await;
    lab.control("POST", "balance", Some(json!({"balance": "1.00"})))
        .await;
    sleep(4 * SECOND).await;
    assert!(!bought(&lab).await);
    assert_eq!(lab.emulator.audit().balance_nanodollars(), 1_000_000_000);
    lab.assert_books_agree();
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_at_the_door_never_takes_effect() {
    let lab = Lab::new();
    lab.emulator.fault(Fault::on("*").first().commit_late(SECOND));
    let request = http::Request::post("https://api.flowroute.com/v2/numbers/12064205780");
    let request = request.body(bytes::Bytes::new()).unwrap();
    assert_eq!(lab.try_send(request).await.err(), Some(Dropped::BeforeCommit));
    sleep(2 * SECOND).await;
    assert!(!bought(&lab).await);
}

#[tokio::test(start_paused = true)]
async fn a_hang_or_an_error_status_instead_of_the_lost_connection() {
    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("*").first().commit_late_hang(3 * SECOND));
    let hanging = tokio::time::timeout(SECOND, lab.try_send(purchase())).await;
    assert!(hanging.is_err());
    assert!(!bought(&lab).await);
    sleep(2 * SECOND).await;
    assert!(bought(&lab).await, "the client went away, the call did not");

    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("*").first().commit_late_status(504, 3 * SECOND));
    let reply = lab.send(purchase()).await;
    assert_eq!(
        (reply.status, reply.error()["title"].clone()),
        (504, json!("Gateway Timeout"))
    );
    assert_eq!(lab.emulator.requests()[0].status, Some(504));
    assert!(!bought(&lab).await);
    sleep(3 * SECOND).await;
    assert!(bought(&lab).await);
}

#[tokio::test(start_paused = true)]
async fn calls_take_effect_in_the_order_they_are_due() {
    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("numbers.purchase").commit_late(8 * SECOND));
    lab.emulator
        .fault(Fault::on("numbers.release").commit_late(3 * SECOND));
    lab.try_send(purchase()).await.err().unwrap();
    lab.try_send(Lab::request("DELETE", PURCHASE, None, ""))
        .await
        .err()
        .unwrap();
    sleep(20 * SECOND).await;
    // The release came first and found nothing to release.
    let committed: Vec<bool> = lab
        .emulator
        .requests()
        .iter()
        .map(|record| record.committed)
        .collect();
    assert_eq!(committed, [true, false]);
    assert!(bought(&lab).await);
}

#[tokio::test(start_paused = true)]
async fn a_reset_or_another_state_cancels_it() {
    let lab = lost_for(3 * SECOND).await;
    lab.emulator.reset();
    sleep(4 * SECOND).await;
    assert_eq!(lab.emulator.audit().purchases(NUMBER), 0);
    assert_eq!(lab.emulator.requests(), []);

    let lab = lost_for(3 * SECOND).await;
    let state = lab.emulator.state();
    assert_eq!(lab.control("PUT", "state", Some(state)).await.status, 204);
    sleep(4 * SECOND).await;
    assert!(!bought(&lab).await);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_emulator_cancels_it() {
    for stops in [true, false] {
        let lab = lost_for(3 * SECOND).await;
        let Lab { emulator, .. } = lab;
        let mut service = emulator.service();
        if stops {
            emulator.stop().await.unwrap();
        } else {
            drop(emulator);
        }
        sleep(4 * SECOND).await;
        let reply = service
            .call(Lab::request("GET", PURCHASE, None, ""))
            .await
            .unwrap();
        assert_eq!(reply.status(), 404);
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_than_a_thousand_wait_at_a_time() {
    let lab = Lab::new();
    lab.emulator.fault(Fault::on("routes.create").commit_late(SECOND));
    for index in 0..1001 {
        let attributes = json!({"route_type": "host", "value": format!("h{index}.example.com"), "alias": format!("a{index}")});
        let body = json!({"data": {"type": "route", "attributes": attributes}}).to_string();
        let request = Lab::request("POST", "/v2/routes", Some(flowroute::JSON_API), &body);
        let expected = if index < 1000 {
            Dropped::BeforeLateCommit
        } else {
            Dropped::BeforeCommit
        };
        assert_eq!(lab.try_send(request).await.err(), Some(expected), "{index}");
    }
    sleep(SECOND).await;
    let records = lab.emulator.requests();
    assert_eq!(records.iter().filter(|record| record.committed).count(), 1000);
    assert!(!records[1000].committed);
}

#[tokio::test(start_paused = true)]
async fn a_running_clock_shows_when_it_took_effect() {
    let clock = "running@2026-01-15T12:00:00Z".parse().unwrap();
    let emulator = Emulator::builder().clock(clock).build().unwrap();
    let lab = Lab::of(emulator);
    lab.emulator
        .fault(Fault::on("numbers.purchase").commit_late(3 * SECOND));
    lab.try_send(purchase()).await.err().unwrap();
    sleep(20 * SECOND).await;
    let charge = lab.emulator.state()["account"]["charges"][0]["at"]
        .as_i64()
        .unwrap();
    // 2026-01-15T12:00:03Z, in microseconds.
    assert_eq!(charge / 1_000_000, 1_768_478_403);
}

#[tokio::test]
async fn over_http_with_a_fault_from_the_control_api() {
    let emulator = Emulator::start().await.unwrap();
    let fault = json!({"operation": "numbers.purchase", "number": NUMBER, "nth": 1, "act": "commit_late", "millis": 700});
    let armed = exchange(&emulator, "POST /_emulator/faults", &fault.to_string()).await;
    assert!(armed.starts_with("HTTP/1.1 201"), "{armed}");

    let begin = std::time::Instant::now();
    let lost = exchange(&emulator, "POST /flowroute/v2/numbers/12064205780", "").await;
    assert_eq!(lost, "", "the connection is dropped at once");
    let look = "GET /flowroute/v2/numbers/12064205780";
    let mut answers = Vec::new();
    loop {
        let answer = exchange(&emulator, look, "").await;
        answers.push(answer[9..12].to_owned());
        if answer.starts_with("HTTP/1.1 200") {
            break;
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "it never took effect");
        sleep(Duration::from_millis(20)).await;
    }
    assert!(begin.elapsed() >= Duration::from_millis(700));
    assert_eq!(answers[0], "404");
    let requests = exchange(&emulator, "GET /_emulator/requests", "").await;
    assert!(
        requests.contains(r#""committed":true,"fault":"commit_late""#),
        "{requests}"
    );
    assert_eq!(emulator.audit().purchases(NUMBER), 1);
    assert!(emulator.audit().violations().is_empty());
}
