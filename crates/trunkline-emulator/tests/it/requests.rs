//! `GET /_emulator/requests`: what was sent, without secrets; and the list of control calls.

use serde_json::{Value, json};
use trunkline_emulator::Fault;
use trunkline_testkit::flowroute::Lab;
use trunkline_testkit::tropo;

async fn asked(lab: &Lab, query: &str) -> Vec<Value> {
    let reply = lab.control("GET", &format!("requests{query}"), None).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json().as_array().unwrap().clone()
}

fn seqs(records: &[Value]) -> Vec<u64> {
    records
        .iter()
        .map(|record| record["seq"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn bodies_and_headers_are_remembered() {
    let lab = Lab::new();
    let text = json!({"from": "12012673227", "to": "12065550142", "body": "did we send this?"});
    lab.with("POST", "/v2.1/messages", text.clone()).await;
    let records = asked(&lab, "").await;
    let body: Value = serde_json::from_str(records[0]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body, text);
    assert_eq!(
        records[0]["headers"],
        json!({"authorization": "Basic ***", "content-type": "application/vnd.api+json"})
    );
    assert_eq!(records[0]["at"], "2026-01-15T12:00:00Z");
    lab.get("/v2/routes").await;
    assert_eq!(lab.emulator.requests()[1].body, None);
}

#[tokio::test]
async fn secrets_are_not() {
    let lab = tropo::Lab::new();
    let user = json!({
        "username": "ann", "password": "planted-1", "firstName": "a", "lastName": "b", "email": "c",
        "card": {"accountNumber": 4111, "security_code": "planted-2", "confirmationKey": "planted-6"},
    });
    lab.post("users", user).await;
    for (content_type, body) in [
        (
            "application/x-www-form-urlencoded",
            "username=b&Password=planted-3&firstName=x",
        ),
        (
            "text/xml",
            "<user><username>c</username><password>planted-4</password></user>",
        ),
        ("application/json", "{\"password\": \"planted-5\""),
    ] {
        lab.raw("POST", "users", Some(content_type), body).await;
    }
    let records = serde_json::to_string(&lab.emulator.requests()).unwrap();
    assert!(
        !records.contains("planted") && !records.contains("4111"),
        "{records}"
    );
    assert!(
        records.contains("username=b&Password=***&firstName=x"),
        "{records}"
    );
    assert!(!records.contains("ZW11bGF0b3I6ZW11bGF0b3I="), "{records}");
}

#[tokio::test]
async fn requests_are_found_by_operation_number_and_place() {
    let lab = Lab::new();
    lab.emulator
        .fault(Fault::on("numbers.purchase").first().refuse(503));
    lab.call("POST", "/v2/numbers/12064205780").await;
    lab.buy("12064205780").await;
    lab.get("/v2/routes").await;
    let text = json!({"from": "12012673227", "to": "12064205780", "body": "x"});
    lab.with("POST", "/v2.1/messages", text).await;
    for (query, expected) in [
        ("", vec![1, 2, 3, 4]),
        ("?operation=numbers.purchase", vec![1, 2]),
        ("?operation=flowroute.v2.routes.*", vec![3]),
        ("?number=%2B12064205780", vec![1, 2, 4]),
        ("?number=12012673227", vec![4]),
        ("?since=2", vec![3, 4]),
        ("?since=4", vec![]),
        ("?seq=3", vec![3]),
        ("?seq=5", vec![]),
        ("?limit=1", vec![4]),
        ("?operation=numbers.purchase&since=1&limit=5", vec![2]),
    ] {
        assert_eq!(seqs(&asked(&lab, query).await), expected, "{query}");
    }
    for (query, reason) in [
        (
            "?opration=x",
            "unknown parameter opration; there are operation, number, seq, since, limit",
        ),
        (
            "?operation=x",
            "no operation is called \"x\"; GET /_emulator/operations lists them",
        ),
        ("?number=5", "number must be 10 to 15 digits, with or without +"),
        ("?since=yesterday", "since must be a whole number"),
    ] {
        let reply = lab.control("GET", &format!("requests{query}"), None).await;
        assert_eq!(reply.message(), (400, reason.to_owned()));
    }
}

#[tokio::test]
async fn what_is_remembered_is_bounded() {
    let lab = Lab::new();
    let long = "é".repeat(8_200);
    for _ in 0..2200 {
        lab.raw("POST", "/v2/nowhere", Some("text/plain"), &long).await;
    }
    let records = lab.emulator.requests();
    let kept: usize = records
        .iter()
        .filter_map(|record| Some(record.body.as_ref()?.len()))
        .sum();
    assert_eq!(records.len(), 2200);
    assert_eq!(records[2199].body.as_ref().unwrap().len(), 16 * 1024);
    assert_eq!(records[0].body, None);
    assert!((30 << 20..=32 << 20).contains(&kept), "{kept}");
}

#[tokio::test]
async fn the_control_api_lists_its_calls() {
    let lab = Lab::new();
    for path in ["", "/"] {
        let index = lab.control("GET", path.trim_start_matches('/'), None).await;
        assert_eq!(index.status, 200, "{}", index.text);
        let calls = index.json()["calls"].as_array().unwrap().clone();
        for call in &calls {
            assert!(call["path"].as_str().unwrap().starts_with("/_emulator"), "{call}");
            assert!(!call["meaning"].as_str().unwrap().is_empty());
        }
        // None of them is unknown, and other methods are another error.
        for call in calls {
            let path = call["path"].as_str().unwrap().trim_start_matches("/_emulator");
            let path = path
                .trim_start_matches('/')
                .replace("{id}", "1")
                .replace("{file}", "icon.svg");
            let reply = lab.control(call["method"].as_str().unwrap(), &path, None).await;
            let unknown = reply.text.contains("no such control call");
            assert!(!unknown && reply.status != 405, "{call}: {}", reply.text);
            assert_eq!(lab.control("TRACE", &path, None).await.status, 405, "{call}");
        }
    }
    let (status, reason) = lab.control("GET", "stats", None).await.message();
    assert!(
        status == 404 && reason.contains("GET state, PUT state"),
        "{reason}"
    );
}

#[tokio::test(start_paused = true)]
async fn latency_is_added_to_every_call() {
    let lab = Lab::new();
    lab.switch(json!({"latency_millis": 2500})).await;
    let begin = tokio::time::Instant::now();
    lab.get("/v2/routes").await;
    assert_eq!(begin.elapsed().as_millis(), 2500);
    lab.control("POST", "reset", None).await;
    lab.get("/v2/routes").await;
    assert_eq!(begin.elapsed().as_millis(), 5000);
}

#[tokio::test]
async fn an_empty_account_has_nothing_and_stays_so() {
    let emulator = trunkline_emulator::Emulator::builder()
        .empty(true)
        .balance_nanodollars(5_000_000_000)
        .build()
        .unwrap();
    let lab = Lab::of(emulator);
    for _ in 0..2 {
        for list in ["numbers", "e911s", "cnams"] {
            assert_eq!(
                lab.get(&format!("/v2/{list}")).await.json()["data"],
                json!([]),
                "{list}"
            );
        }
        assert_eq!(lab.emulator.state()["routes"].as_object().unwrap().len(), 1);
        assert_eq!(lab.emulator.audit().balance_nanodollars(), 5_000_000_000);
        lab.assert_books_agree();
        lab.buy("12012673227").await;
        lab.assert_books_agree();
        lab.control("POST", "reset", None).await;
    }
}
