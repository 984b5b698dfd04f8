//! Acts of the fault plan beyond losing answers: odd bytes, limits, lagging reads, numbers that somebody else buys.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, advance};
use trunkline_emulator::{Dropped, Emulator, Fault};
use trunkline_testkit::flowroute::{Lab, ids};
use trunkline_testkit::socket::exchange;

const PURCHASE: &str = "/v2/numbers/12064205780";

/// All bytes that a purchase is answered with, until the connection ends.
async fn bytes_with(fault: Fault) -> (Emulator, String) {
    let emulator = Emulator::start().await.unwrap();
    emulator.fault(fault);
    let text = exchange(&emulator, &format!("POST /flowroute{PURCHASE}"), "").await;
    (emulator, text)
}

fn parts(text: &str) -> (&str, &str) {
    text.rsplit_once("\r\n\r\n").unwrap()
}

fn length(head: &str) -> i64 {
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    line.unwrap().parse().unwrap()
}

#[tokio::test]
async fn lengths_can_be_wrong_in_both_directions() {
    for off_by in [-7, 7] {
        let (emulator, text) = bytes_with(Fault::on("*").wrong_length(off_by)).await;
        let (head, body) = parts(&text);
        assert!(head.starts_with("HTTP/1.1 201 Created\r\n"), "{head}");
        assert_eq!(length(head) - i64::from(off_by), body.len() as i64);
        assert!(serde_json::from_str::<Value>(body).is_ok(), "{body}");
        assert_eq!(emulator.audit().purchases("12064205780"), 1);
    }
}

#[tokio::test]
async fn bodies_drip_and_interim_answers_come_first() {
    let (emulator, text) = bytes_with(Fault::on("*").slow_body(1_000_000)).await;
    assert_eq!(length(parts(&text).0), parts(&text).1.len() as i64);
    assert_eq!(emulator.audit().purchases("12064205780"), 1);
    let (emulator, text) = bytes_with(Fault::on("*").interim(1000)).await;
    let last = text.rfind("HTTP/1.1 102 Processing\r\n\r\n").unwrap();
    assert_eq!(text.matches("HTTP/1.1 102 Processing\r\n\r\n").count(), 1000);
    assert!(
        text[last..].contains("\r\n\r\nHTTP/1.1 201 Created\r\n"),
        "{}",
        &text[last..]
    );
    assert_eq!(emulator.audit().purchases("12064205780"), 1);
}

#[tokio::test(start_paused = true)]
async fn odd_bytes_in_process_are_what_a_client_makes_of_them() {
    let lab = Lab::new();
    let whole = lab.get("/v2/routes").await.text;
    let call = || lab.try_send(Lab::request("GET", "/v2/routes", None, ""));
    lab.emulator.fault(Fault::on("*").wrong_length(1));
    assert_eq!(call().await.err(), Some(Dropped::BodyCut));
    lab.emulator.clear_faults();
    lab.emulator.fault(Fault::on("*").wrong_length(-5));
    assert_eq!(call().await.unwrap().text, whole[..whole.len() - 5]);
    lab.emulator.clear_faults();
    lab.emulator.fault(Fault::on("*").slow_body(10));
    let begin = Instant::now();
    assert_eq!(call().await.unwrap().text, whole);
    assert_eq!(begin.elapsed(), Duration::from_millis(100) * whole.len() as u32);
    lab.emulator.clear_faults();
    lab.emulator.fault(Fault::on("*").interim(5));
    assert_eq!(call().await.unwrap().text, whole);
}

#[tokio::test]
async fn headers_can_be_large() {
    let lab = Lab::new();
    lab.emulator.fault(Fault::on("*").large_headers(100_001));
    let reply = lab.get("/v2/routes").await;
    let padding: usize = reply
        .headers
        .get_all("x-padding")
        .iter()
        .map(|line| line.len())
        .sum();
    assert_eq!((reply.status, padding), (200, 100_001));
    let (_, text) = bytes_with(Fault::on("*").large_headers(100_001)).await;
    assert!(parts(&text).0.len() > 100_001);
}

#[tokio::test]
async fn any_status_with_any_body() {
    let lab = Lab::new();
    let post = |fault: Value| lab.control("POST", "faults", Some(fault));
    let call = || lab.call("POST", PURCHASE);
    let once = |mut fault: Value| {
        fault["operation"] = json!("*");
        fault["nth"] = json!(1);
        fault["act"] = json!("answer");
        fault
    };
    for (fault, status, media_type, text) in [
        (
            json!({"status": 418, "body": {"tea": [1]}}),
            418,
            Some("application/json"),
            r#"{"tea":[1]}"#,
        ),
        (
            json!({"body": "<p>", "content_type": "text/html"}),
            200,
            Some("text/html"),
            "<p>",
        ),
        (
            json!({"status": 503, "body": "busy"}),
            503,
            Some("text/plain; charset=utf-8"),
            "busy",
        ),
        (json!({"status": 599}), 599, None, ""),
    ] {
        assert_eq!(post(once(fault)).await.status, 201);
        let reply = call().await;
        assert_eq!(
            (reply.status, reply.header("content-type"), reply.text.as_str()),
            (status, media_type, text)
        );
        assert_eq!(lab.emulator.audit().total_purchases(), 0);
        lab.emulator.clear_faults();
    }
    post(once(json!({"status": 500, "commit": true}))).await;
    assert_eq!(call().await.status, 500);
    assert_eq!(lab.emulator.audit().total_purchases(), 1);
}

#[tokio::test]
async fn retry_after_comes_in_every_form() {
    let said = |retry_after: Value| async move {
        let lab = Lab::new();
        let fault = json!({"operation": "*", "act": "too_many_requests", "retry_after": retry_after});
        assert_eq!(lab.control("POST", "faults", Some(fault)).await.status, 201);
        let reply = lab.get("/v2/routes").await;
        assert_eq!(reply.status, 429);
        reply.header("retry-after").map(str::to_owned)
    };
    assert_eq!(said(json!(2)).await.as_deref(), Some("2"));
    assert_eq!(said(json!("2")).await.as_deref(), Some("2"));
    assert_eq!(said(json!("in a while")).await.as_deref(), Some("in a while"));
    assert_eq!(said(Value::Null).await, None);
    let date = said(json!({"date_in": 3600})).await.unwrap();
    let at = jiff::fmt::rfc2822::parse(&date).unwrap().timestamp();
    let ahead = at.as_second() - jiff::Timestamp::now().as_second();
    assert!((3590..=3600).contains(&ahead) && date.ends_with(" GMT"), "{date}");
}

#[tokio::test(start_paused = true)]
async fn limits_are_buckets_of_their_own() {
    let lab = Lab::new();
    lab.emulator.fault(Fault::on("routes.list").limit(2, 10, 3));
    lab.emulator.fault(Fault::on("numbers.list").limit(1, 1, 1));
    let status = |path: &'static str| {
        let lab = &lab;
        async move { lab.get(path).await.status }
    };
    for expected in [200, 200, 200, 429, 429] {
        assert_eq!(status("/v2/routes").await, expected);
    }
    // Another class has a bucket of its own, and what is in none is not limited.
    assert_eq!(
        (status("/v2/numbers").await, status("/v2/numbers").await),
        (200, 429)
    );
    assert_eq!(status("/v2/e911s").await, 200);
    advance(Duration::from_secs(5)).await;
    assert_eq!(
        (status("/v2/routes").await, status("/v2/routes").await),
        (200, 429)
    );
    advance(Duration::from_secs(60)).await;
    for expected in [200, 200, 200, 429] {
        assert_eq!(status("/v2/routes").await, expected);
    }
    let active = lab.control("GET", "faults", None).await.json();
    assert_eq!((&active[0]["hits"], &active[0]["fired"]), (&json!(11), &json!(4)));
}

#[tokio::test]
async fn somebody_else_buys_the_number_after_the_search() {
    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("numbers.purchase").first().sold_elsewhere());
    let search = "/v2/numbers/available?starts_with=1206420&limit=2";
    assert_eq!(ids(&lab.get(search).await.json()), ["12064205780", "12064205781"]);
    assert_eq!(lab.call("POST", PURCHASE).await.status, 404);
    assert_eq!(lab.get(PURCHASE).await.status, 404);
    assert_eq!(ids(&lab.get(search).await.json()), ["12064205781", "12064205782"]);
    lab.buy("12064205781").await;
    assert_eq!(lab.emulator.audit().purchases("12064205780"), 0);
    lab.assert_books_agree();
}

#[tokio::test(start_paused = true)]
async fn reads_lag_behind_writes() {
    let lab = Lab::new();
    let lag = Duration::from_secs(5);
    lab.emulator.fault(Fault::on("numbers.get").stale(lag));
    lab.emulator.fault(Fault::on("flowroute.v2.routes.*").stale(lag));
    lab.buy("12064205780").await;
    let route = json!({"data": {"type": "route", "attributes": {"route_type": "host", "value": "a.example", "alias": "a"}}});
    assert_eq!(lab.with("POST", "/v2/routes", route).await.status, 201);
    let routes = || async { ids(&lab.get("/v2/routes").await.json()).len() };
    let shown = || async { lab.get(PURCHASE).await.status == 200 };
    assert_eq!((shown().await, routes().await), (false, 4));
    // A store without the fault is up to date, and so is every write.
    let listed = ids(&lab.get("/v2/numbers?starts_with=1206420").await.json());
    assert_eq!(listed, ["12064205780"]);
    assert_eq!(lab.call("POST", PURCHASE).await.status, 404);
    advance(lag - Duration::from_millis(1)).await;
    assert_eq!((shown().await, routes().await), (false, 4));
    advance(Duration::from_millis(1)).await;
    assert_eq!((shown().await, routes().await), (true, 5));
    lab.assert_books_agree();
    // A release lags as well.
    assert_eq!(lab.call("DELETE", PURCHASE).await.status, 204);
    assert!(shown().await);
    advance(lag).await;
    assert!(!shown().await);
}

#[tokio::test]
async fn a_fault_over_a_socket_leaves_other_connections_alone() {
    let emulator = Emulator::start().await.unwrap();
    emulator.fault(Fault::on("routes.list").first().wrong_length(100));
    for length_is_right in [false, true] {
        let text = exchange(&emulator, "GET /flowroute/v2/routes", "").await;
        let (head, body) = parts(&text);
        assert_eq!(length(head) == body.len() as i64, length_is_right);
    }
}

#[tokio::test]
async fn the_audit_names_what_was_done_twice() {
    let lab = Lab::new();
    assert_eq!(lab.emulator.audit().duplicates().len(), 0);
    for alias in ["a", "b"] {
        let attributes = json!({"route_type": "host", "value": "sip.example.net", "alias": alias});
        let route = json!({"data": {"type": "route", "attributes": attributes}});
        assert_eq!(lab.with("POST", "/v2/routes", route).await.status, 201);
    }
    let send = |body: &'static str| {
        let lab = &lab;
        async move {
            let text = json!({"from": "12012673227", "to": "12065550142", "body": body});
            let sent = lab.with("POST", "/v2.1/messages", text).await.json();
            sent["data"]["id"].as_str().unwrap().to_owned()
        }
    };
    send("one").await;
    let first = send("two").await;
    let second = send("two").await;
    send("one").await;
    let audit = lab.emulator.audit();
    assert_eq!(
        audit.duplicates(),
        [
            "route 98397: the same as route 98396".to_owned(),
            format!(
                "messages {first} and {second}: the same, one after the other, from +12012673227 to +12065550142"
            ),
        ]
    );
    // That is for the caller to judge: the books agree.
    lab.assert_books_agree();
    assert_eq!(audit.to_json()["duplicates"].as_array().unwrap().len(), 2);
}

/// The names of the invariants that are broken after a change to the state.
async fn broken(change: impl Fn(&mut Value)) -> Vec<String> {
    let lab = Lab::new();
    lab.buy("12064205780").await;
    lab.emulator.advance(Duration::from_secs(40 * 86_400));
    let mut state = lab.emulator.state();
    change(&mut state);
    let put = lab.control("PUT", "state", Some(state)).await;
    assert_eq!(put.status, 204, "{}", put.text);
    let audit = lab.control("GET", "audit", None).await.json();
    let checks = audit["invariants"]["checks"].as_array().unwrap().iter();
    let broken = checks.filter(|check| check["ok"] == false);
    let names: Vec<String> = broken
        .map(|check| check["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(audit["invariants"]["ok"] == true, names.is_empty());
    names
}

#[tokio::test]
async fn the_audit_says_which_invariant_is_broken() {
    assert_eq!(broken(|_| {}).await.len(), 0);
    let balance = broken(|state| state["account"]["balance"] = json!(1)).await;
    assert_eq!(balance, ["the balance is what charges left of it"]);
    let twice = broken(|state| state["account"]["purchases"]["12064205780"] = json!(2)).await;
    assert_eq!(
        twice,
        [
            "no number is bought while it is owned",
            "numbers are owned, sold and released in turn"
        ]
    );
    for line in [0, 4] {
        let charged = broken(|state| {
            let charges = state["account"]["charges"].as_array_mut().unwrap();
            let again = charges[line].clone();
            charges.insert(line, again);
        });
        assert_eq!(charged.await, ["nothing is charged twice"], "{line}");
    }
    let dangling = broken(|state| state["numbers"]["12064205780"]["primary_route"] = json!(7)).await;
    assert_eq!(dangling, ["numbers point at records that exist"]);
    let orphan = broken(|state| state["tropo"]["applications"]["108001"]["owner"] = json!(7)).await;
    assert_eq!(orphan, ["nothing of Tropo is an orphan, and its money adds up"]);
}
