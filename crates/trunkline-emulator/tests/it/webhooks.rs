//! What is posted to callbacks: to whom, in which form, how often, and what of it is shown.

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_emulator::{Emulator, WebhookDelivery};
use trunkline_testkit::fixtures::Documented;
use trunkline_testkit::flowroute::Lab;
use trunkline_testkit::server::{Act, Server, answer};

const OWNED: &str = "12012673227";
const OTHER: &str = "12065551234";

async fn lab() -> Lab {
    let builder = Emulator::builder().rate_limits(None, None);
    Lab::of(builder.start().await.unwrap())
}

async fn receiver(status: u16) -> Server {
    Server::start(vec![Act::answer(status, "")]).await
}

/// Sets a callback of the account.
async fn callback(lab: &Lab, kind: &str, url: &str) {
    let reply = lab
        .with(
            "PUT",
            &format!("/v2.1/messages/{kind}"),
            json!({"callback_url": url}),
        )
        .await;
    assert_eq!(reply.status, 204, "{}", reply.text);
}

async fn send(lab: &Lab, changes: Value) -> String {
    let mut message = json!({"from": OWNED, "to": OTHER, "body": "test sms on v2"});
    for (name, value) in changes.as_object().unwrap() {
        message[name] = value.clone();
    }
    let reply = lab.with("POST", "/v2.1/messages", message).await;
    assert_eq!(reply.status, 202, "{}", reply.text);
    reply.json()["data"]["id"].as_str().unwrap().to_owned()
}

/// Lets the virtual clock run and everything be posted that is due then.
async fn later(lab: &Lab, seconds: u64) {
    lab.emulator.advance(Duration::from_secs(seconds));
    lab.emulator.webhooks_posted().await;
}

fn bodies(server: &Server) -> Vec<Value> {
    let body = |request: &String| {
        let (_, body) = request.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    };
    server.requests().iter().map(body).collect()
}

fn states(deliveries: &[WebhookDelivery]) -> Vec<(&'static str, usize)> {
    deliveries
        .iter()
        .map(|one| (one.state, one.attempts.len()))
        .collect()
}

/// Fails unless both have the same members, all the way down.
fn assert_same_members(place: &str, ours: &Value, documented: &Value) {
    match (ours, documented) {
        (Value::Object(ours), Value::Object(documented)) => {
            let names: Vec<_> = ours.keys().collect();
            assert_eq!(names, documented.keys().collect::<Vec<_>>(), "{place}");
            for (name, value) in ours {
                assert_same_members(&format!("{place}.{name}"), value, &documented[name]);
            }
        }
        (Value::Array(ours), Value::Array(documented)) => {
            for (ours, documented) in ours.iter().zip(documented) {
                assert_same_members(&format!("{place}[]"), ours, documented);
            }
        }
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => {}
        (ours, documented) => assert_eq!(ours, documented, "{place}"),
    }
}

fn documented(name: &str) -> Value {
    Documented::named(&format!("flowroute-v2-webhooks/{name}")).body
}

#[tokio::test]
async fn a_text_that_comes_in_is_posted_as_documented() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    callback(&lab, "sms_callback", &format!("{}/sms?key=1", receiver.url())).await;
    let id = lab
        .emulator
        .receive_sms(OTHER, OWNED, "Hello are you there? ")
        .unwrap();
    lab.emulator.webhooks_posted().await;
    let request = &receiver.requests()[0];
    let head = request.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
    assert!(head.starts_with("post /sms?key=1 http/1.1"), "{head}");
    assert!(head.contains("content-type: application/json"), "{head}");
    let body = &bodies(&receiver)[0];
    assert_eq!(body["data"]["id"], json!(id));
    assert_eq!(body["data"]["attributes"]["body"], "Hello are you there? ");
    assert_same_members("payload", body, &documented("inbound_sms"));
    let shown = lab.control("GET", "webhooks", None).await.ok();
    assert_eq!(shown[0]["state"], "delivered");
    assert_eq!(
        shown[0]["attempts"],
        json!([{"at": "2026-01-15T12:00:00Z", "status": 200}])
    );
    assert_eq!(shown[0]["body"]["data"]["id"], json!(id));
    assert_eq!(lab.emulator.receive_sms(OTHER, "12065550100", "not ours"), None);
}

#[tokio::test]
async fn an_mms_that_comes_in_has_files_that_anybody_can_read() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    callback(&lab, "mms_callback", &receiver.url()).await;
    let inbound = json!({"from": OTHER, "to": OWNED, "media": [{"bytes": 100_000}]});
    let received = lab
        .control("POST", "messages/inbound", Some(inbound))
        .await
        .json();
    lab.emulator.webhooks_posted().await;
    let mut body = bodies(&receiver).remove(0);
    let attributes = body["data"]["attributes"].as_object_mut().unwrap();
    assert_eq!(
        attributes.remove("message_callback_url"),
        Some(json!(receiver.url()))
    );
    assert_same_members("payload", &body, &documented("inbound_mms"));
    let file = &body["included"][0];
    assert_eq!(file["id"], received["media"][0]);
    let path = file["attributes"]["url"].as_str().unwrap().to_owned();
    assert!(path.contains("/_emulator/media/"), "{path}");

    let get = |headers: &[(&'static str, &str)]| {
        let mut request = http::Request::get(path.clone());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(bytes::Bytes::new()).unwrap()
    };
    let mut service = lab.emulator.service();
    let whole = tower_service::Service::call(&mut service, get(&[]))
        .await
        .unwrap();
    assert_eq!((whole.status().as_u16(), whole.body().len()), (200, 100_000));
    assert_eq!(whole.headers()["content-type"], "image/png");
    let refused = lab.send(get(&[("authorization", "Basic eA==")])).await;
    assert_eq!(refused.status, 400);
    let too_large = json!({"from": OTHER, "to": OWNED, "media": [{"bytes": 15_000_001}]});
    assert_eq!(
        lab.control("POST", "messages/inbound", Some(too_large))
            .await
            .status,
        400
    );
    let nothing = json!({"from": OTHER, "to": OWNED});
    assert_eq!(
        lab.control("POST", "messages/inbound", Some(nothing))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn receipts_go_to_the_message_then_the_number_then_the_account() {
    let lab = lab().await;
    let (message, number, account) = (receiver(200).await, receiver(200).await, receiver(200).await);
    callback(&lab, "sms_dlr_callback", &account.url()).await;
    let id = send(&lab, json!({})).await;
    later(&lab, 2).await;
    let posted = bodies(&account);
    let steps: Vec<_> = posted
        .iter()
        .map(|body| &body["data"]["attributes"]["status"])
        .collect();
    assert_eq!(steps, ["smsc submit", "message buffered", "delivered"]);
    assert_same_members("payload", &posted[1], &documented("delivery_receipt"));
    let related = posted[1]["data"]["links"]["related"].as_str().unwrap();
    assert_eq!(
        related,
        format!("{}/v2.1/messages/{id}", lab.emulator.flowroute_url())
    );

    let path = format!("/v2/numbers/{OWNED}/relationships/dlr_callback");
    lab.with("POST", &path, json!({"callback_url": number.url()}))
        .await;
    send(&lab, json!({})).await;
    send(&lab, json!({"dlr_callback": message.url()})).await;
    later(&lab, 2).await;
    let counts = [&account, &number, &message].map(|server| server.requests().len());
    assert_eq!(counts, [3, 3, 3]);
    let of_the_number = bodies(&number).remove(0);
    let related = of_the_number["data"]["links"]["related"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = related.strip_prefix(&lab.emulator.flowroute_url()).unwrap();
    assert_eq!(lab.get(path).await.status, 200, "{path}");
    assert!(path.starts_with("/v2.1/"), "{path}");
}

#[tokio::test]
async fn provisioning_is_reported_as_an_event() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    let body = json!({"numbers": [OWNED, OTHER], "action": "enable", "callback_url": receiver.url()});
    let task = lab.with("POST", "/v2/message-provision", body).await.json();
    later(&lab, 1).await;
    assert!(receiver.requests()[0].contains("user-agent: Go-http-client/1.1"));
    let mut documented = documented("status_event");
    documented["data"]["type"] = json!("messaging_status_change");
    let body = &bodies(&receiver)[0];
    assert_same_members("payload", body, &documented);
    let attributes = &body["data"]["attributes"];
    assert_eq!(attributes["resource_id"], task["data"]["id"]);
    assert_eq!(attributes["status"], "completed");
}

/// A port order of one number, reported to this URL; its id.
async fn port_order(lab: &Lab, url: &str) -> String {
    let attributes = json!({
        "numbers": ["+12064204444"], "billing_name": "John Doe", "street": "1218 3rd Ave", "city": "Seattle",
        "state": "WA", "zip": "98101", "country": "US", "provider": "ATT", "usage_type": "Residential",
        "status_url": url,
    });
    let body = json!({"data": {"type": "portorder", "attributes": attributes}});
    let reply = lab.with("POST", "/v2/portorders", body).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()["data"]["attributes"]["orders"]["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn sign(lab: &Lab, order: &str) {
    let path = format!("/v2/portorders/{order}/loa");
    let mut letter = lab.get(&path).await.json();
    letter["data"]["attributes"]["signature_name"] = json!("Sam User");
    letter["data"]["attributes"]["signature_title"] = json!("Agent");
    let reply = lab.with("POST", &path, letter).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
}

fn statuses(server: &Server) -> Vec<String> {
    let status = |body: &Value| body["data"]["attributes"]["status"].as_str().unwrap().to_owned();
    bodies(server).iter().map(status).collect()
}

#[tokio::test]
async fn every_status_of_a_port_order_is_reported_as_documented() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    let order = port_order(&lab, &format!("{}/port", receiver.url())).await;
    lab.emulator.webhooks_posted().await;
    assert!(receiver.requests().is_empty(), "nothing has changed");
    sign(&lab, &order).await;
    lab.emulator.webhooks_posted().await;
    assert_eq!(statuses(&receiver), ["processing"]);
    later(&lab, 30 * 86_400).await;
    assert_eq!(
        statuses(&receiver),
        ["processing", "submitted", "accepted", "completed"]
    );
    let body = &bodies(&receiver)[3];
    assert_same_members("payload", body, &documented("status_event"));
    assert_eq!(body["data"]["type"], "po_status_change");
    let attributes = &body["data"]["attributes"];
    assert_eq!(
        (&attributes["resource_id"], &attributes["resource_type"]),
        (&json!(order), &json!("portorders"))
    );
    let status = lab.get(&format!("/v2/portorders/{order}/status")).await.json();
    let updated = status["data"]["attributes"]["status_updated_at"]
        .as_str()
        .unwrap();
    let at = attributes["at"].as_str().unwrap();
    assert_eq!(
        at[..19],
        updated[..19],
        "when it happened, not when it was posted"
    );
    assert!(receiver.requests()[0].contains("user-agent: Go-http-client/1.1"));
}

#[tokio::test]
async fn a_port_order_reports_to_the_url_that_it_has_now() {
    let (lab, first, second) = (lab().await, receiver(200).await, receiver(200).await);
    let order = port_order(&lab, &first.url()).await;
    let attributes = json!({"status_url": second.url()});
    let body = json!({"data": {"type": "portorder", "attributes": attributes}});
    let path = format!("/v2/portorders/{order}");
    let reply = lab.with("PATCH", &path, body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let body = json!({"data": {"type": "portorder", "attributes": {"status": "cancelled"}}});
    lab.with("PATCH", &path, body).await;
    lab.emulator.webhooks_posted().await;
    assert!(first.requests().is_empty());
    assert_eq!(statuses(&second), ["cancelled"]);
}

#[tokio::test]
async fn an_export_is_reported_when_it_is_made() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    let period =
        json!({"start_call_start_time": "2026-01-01 00:00:00", "start_call_end_time": "2026-01-02 00:00:00"});
    let attributes = json!({"callback_url": receiver.url(), "filter_parameters": period});
    let body = json!({"data": {"type": "cdrexport", "attributes": attributes}});
    let export = lab.with("POST", "/v2/cdrs/exports", body).await.json();
    lab.emulator.webhooks_posted().await;
    assert!(receiver.requests().is_empty(), "it is not made yet");
    later(&lab, 1).await;
    let mut documented = documented("status_event");
    documented["data"]["type"] = json!("cdr_status_change");
    let body = &bodies(&receiver)[0];
    assert_same_members("payload", body, &documented);
    let attributes = &body["data"]["attributes"];
    assert_eq!(attributes["resource_id"], export["data"]["id"]);
    assert_eq!(
        (&attributes["status"], &attributes["resource_type"]),
        (&json!("completed"), &json!("cdrexports"))
    );
}

#[tokio::test]
async fn events_of_orders_are_lost_late_doubled_and_out_of_order_on_request() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    let switches = json!({"drop_next": 1, "delay_seconds": 30 * 86_400, "twice": true, "reversed": true});
    lab.switch(json!({"webhooks": switches})).await;
    let order = port_order(&lab, &receiver.url()).await;
    sign(&lab, &order).await;
    later(&lab, 29 * 86_400).await;
    assert!(receiver.requests().is_empty());
    later(&lab, 30 * 86_400).await;
    assert_eq!(
        statuses(&receiver),
        [
            "completed",
            "completed",
            "accepted",
            "accepted",
            "submitted",
            "submitted"
        ]
    );
    let ids: Vec<Value> = bodies(&receiver)
        .iter()
        .map(|body| body["data"]["id"].clone())
        .collect();
    assert_eq!(ids[0], ids[1], "the same event");
    assert_ne!(ids[1], ids[2]);
}

#[tokio::test]
async fn what_is_not_acknowledged_is_posted_four_times() {
    let (lab, receiver) = (lab().await, receiver(500).await);
    callback(&lab, "sms_callback", &receiver.url()).await;
    lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    lab.emulator.webhooks_posted().await;
    for (seconds, attempts) in [(29, 1), (1, 2), (30, 3), (30, 4), (1000, 4)] {
        later(&lab, seconds).await;
        assert_eq!(receiver.requests().len(), attempts);
    }
    let delivery = lab.emulator.webhooks().remove(0);
    assert_eq!((delivery.state, delivery.due), ("given_up", None));
    let at: Vec<&str> = delivery.attempts.iter().map(|one| one.at.as_str()).collect();
    assert_eq!(
        at[1..],
        [
            "2026-01-15T12:00:30Z",
            "2026-01-15T12:01:00Z",
            "2026-01-15T12:01:30Z"
        ]
    );
}

#[tokio::test]
async fn a_receiver_that_is_down_is_tried_again_and_a_clock_moved_far_makes_all_retries() {
    let lab = lab().await;
    callback(&lab, "sms_callback", &Server::nobody().await).await;
    lab.emulator.receive_sms(OTHER, OWNED, "lost").unwrap();
    later(&lab, 3600).await;
    let lost = lab.emulator.webhooks().remove(0);
    assert_eq!((lost.state, lost.attempts.len()), ("given_up", 4));
    assert!(
        lost.attempts
            .iter()
            .all(|one| one.status.is_none() && one.problem.is_some())
    );

    let script = vec![Act::ReadReset, Act::ReadClose, Act::Answer(answer(200, "", ""))];
    let flaky = Server::start(script).await;
    callback(&lab, "sms_callback", &flaky.url()).await;
    lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    later(&lab, 3600).await;
    assert_eq!(states(&lab.emulator.webhooks())[1], ("delivered", 3));
    assert_eq!(flaky.requests().len(), 3);
}

#[tokio::test]
async fn a_receiver_that_closes_after_its_answer_has_answered() {
    let lab = lab().await;
    let closing = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let receiver = Server::start(vec![Act::AnswerClose(closing.to_owned())]).await;
    callback(&lab, "sms_callback", &receiver.url()).await;
    for _ in 0..20 {
        lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    }
    lab.emulator.webhooks_posted().await;
    assert_eq!(states(&lab.emulator.webhooks()), [("delivered", 1); 20]);
}

#[tokio::test]
async fn any_2xx_acknowledges_unless_told_otherwise() {
    let (lab, receiver) = (lab().await, receiver(202).await);
    callback(&lab, "sms_callback", &receiver.url()).await;
    lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    lab.emulator.webhooks_posted().await;
    lab.switch(json!({"webhooks": {"only_200": true}})).await;
    lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    lab.emulator.webhooks_posted().await;
    assert_eq!(
        states(&lab.emulator.webhooks()),
        [("delivered", 1), ("waiting", 1)]
    );
}

#[tokio::test]
async fn only_this_machine_is_posted_to() {
    let lab = lab().await;
    for url in ["https://example.com/sms", "http://192.0.2.1/sms"] {
        callback(&lab, "sms_callback", url).await;
        lab.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    }
    lab.emulator.webhooks_posted().await;
    for delivery in lab.emulator.webhooks() {
        assert_eq!((delivery.state, delivery.attempts.len()), ("not_sent", 0));
        assert!(delivery.reason.is_some());
    }
}

#[tokio::test]
async fn deliveries_are_lost_late_doubled_and_out_of_order_on_request() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    callback(&lab, "sms_callback", &receiver.url()).await;
    lab.switch(json!({"webhooks": {"drop_next": 1, "delay_seconds": 10}}))
        .await;
    for text in ["one", "two", "three"] {
        lab.emulator.receive_sms(OTHER, OWNED, text).unwrap();
    }
    let switches = json!({"webhooks": {"delay_seconds": 0, "twice": true, "reversed": true}});
    lab.switch(switches).await;
    lab.emulator.webhooks_posted().await;
    assert!(receiver.requests().is_empty());
    later(&lab, 10).await;
    lab.emulator.receive_sms(OTHER, OWNED, "four").unwrap();
    lab.emulator.webhooks_posted().await;
    let texts: Vec<Value> = bodies(&receiver)
        .iter()
        .map(|body| body["data"]["attributes"]["body"].clone())
        .collect();
    assert_eq!(texts, ["three", "two", "four", "four"]);
    assert_eq!(states(&lab.emulator.webhooks())[0], ("not_sent", 0));
}

#[tokio::test]
async fn the_old_form_is_flat() {
    let (lab, receiver) = (lab().await, receiver(200).await);
    callback(&lab, "sms_callback", &receiver.url()).await;
    lab.switch(json!({"webhooks": {"legacy": true}})).await;
    lab.emulator.receive_sms(OTHER, OWNED, "Hello").unwrap();
    lab.emulator.webhooks_posted().await;
    let body = &bodies(&receiver)[0];
    assert_same_members("payload", body, &documented("legacy_message"));
    assert!(body["id"].as_str().unwrap().starts_with("mdr1-"));
}

#[tokio::test]
async fn what_waits_is_part_of_the_state() {
    let first = lab().await;
    let receiver = receiver(200).await;
    callback(&first, "sms_callback", &receiver.url()).await;
    first.switch(json!({"webhooks": {"delay_seconds": 10}})).await;
    first.emulator.receive_sms(OTHER, OWNED, "hello").unwrap();
    let state = first.emulator.state();
    drop(first);
    let second = lab().await;
    assert_eq!(second.control("PUT", "state", Some(state)).await.status, 204);
    later(&second, 10).await;
    assert_eq!(states(&second.emulator.webhooks()), [("delivered", 1)]);
    second.emulator.reset();
    assert_eq!(second.emulator.webhooks(), []);
}

#[tokio::test]
async fn on_a_running_clock_receipts_come_by_themselves() {
    let receiver = receiver(200).await;
    let lab = Lab::of(
        Emulator::builder()
            .clock(trunkline_emulator::Clock::running())
            .start()
            .await
            .unwrap(),
    );
    callback(&lab, "sms_dlr_callback", &receiver.url()).await;
    send(&lab, json!({})).await;
    let posted = async {
        while receiver.requests().len() < 3 {
            receiver.event().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), posted)
        .await
        .unwrap();
}
