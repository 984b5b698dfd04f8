//! Taking what is posted: as a tower service and as an extractor of axum.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{FromRef, State};
use axum::routing::post;
use http::{Request, StatusCode};
use proptest::prelude::*;
use tokio::sync::Notify;
use tower::{Service, ServiceExt, service_fn};
use trunkline_core::{PhoneNumber, Region};
use trunkline_emulator::{Emulator, WebhookDelivery};
use trunkline_flowroute::cdrs::CreateCdrExport;
use trunkline_flowroute::porting::{CreatePortOrder, SignLoa, Subscriber};
use trunkline_flowroute::webhooks::{Confirmation, Event, Peer, Posted, Receiver, StatusKind, Webhook};
use trunkline_testkit::fixtures::Documented;

use crate::support::emulated::in_process;

const PATH: &str = "/hooks/5e1f60d2";

fn payload(name: &str) -> String {
    Documented::named(&format!("flowroute-v2-webhooks/{name}"))
        .body
        .to_string()
}

fn posted(path: &str, body: impl Into<String>) -> Request<String> {
    Request::post(path).body(body.into()).unwrap()
}

/// A handler that counts what it is handed.
fn counting(
    count: &Arc<AtomicUsize>,
) -> impl Service<Webhook, Response = (), Error = Infallible, Future: Send> + Clone + Send + 'static {
    let count = Arc::clone(count);
    service_fn(move |_: Webhook| {
        count.fetch_add(1, Ordering::Relaxed);
        async { Ok(()) }
    })
}

async fn status(receiver: &Receiver, request: Request<String>) -> u16 {
    let service = receiver.clone().service(counting(&Arc::default()));
    service.oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn what_is_not_for_us_is_refused() {
    let receiver = Receiver::new().secret_path(PATH).max_bytes(2000);
    let sms = payload("inbound_sms");
    for path in [
        "/",
        "/hooks/5e1f60d3",
        "/hooks/5e1f60d",
        "/hooks/5e1f60d22",
        "/HOOKS/5e1f60d2",
    ] {
        assert_eq!(status(&receiver, posted(path, sms.as_str())).await, 404, "{path}");
    }
    assert_eq!(
        status(&receiver, Request::get(PATH).body(String::new()).unwrap()).await,
        405
    );
    assert_eq!(status(&receiver, posted(PATH, "x".repeat(2001))).await, 413);
    assert_eq!(
        status(&receiver, posted(PATH, "{:callback_url=>\"x\"}")).await,
        400
    );
    assert_eq!(status(&receiver, posted(&format!("{PATH}?more"), sms)).await, 200);
}

#[tokio::test]
async fn only_listed_addresses_are_let_in() {
    let receiver = Receiver::new().sources(["52.88.246.140".parse::<IpAddr>().unwrap()]);
    let from = |address: Option<&str>| {
        let mut request = posted(PATH, payload("status_event"));
        if let Some(address) = address {
            request.extensions_mut().insert(Peer(address.parse().unwrap()));
        }
        request
    };
    assert_eq!(status(&receiver, from(None)).await, 403);
    assert_eq!(status(&receiver, from(Some("192.0.2.1"))).await, 403);
    assert_eq!(status(&receiver, from(Some("::ffff:52.88.246.140"))).await, 200);
}

#[tokio::test]
async fn an_event_is_handed_out_once_and_every_delivery_is_acknowledged() {
    let count = Arc::new(AtomicUsize::new(0));
    let receiver = Receiver::new();
    for _ in 0..3 {
        for name in ["inbound_sms", "delivery_receipt", "status_event"] {
            let service = receiver.clone().service(counting(&count));
            let response = service.oneshot(posted(PATH, payload(name))).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK);
        }
    }
    assert_eq!(count.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn an_event_that_could_not_be_handled_is_handed_out_again() {
    let failures = Arc::new(AtomicUsize::new(2));
    let handler = service_fn(move |_: Webhook| {
        let fails = failures
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
            .is_ok();
        async move {
            if fails {
                Err("the database is down")
            } else {
                Ok(())
            }
        }
    });
    let service = Receiver::new().service(handler);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let request = posted(PATH, payload("inbound_sms"));
        let response = service.clone().oneshot(request).await.unwrap();
        statuses.push(response.status().as_u16());
    }
    assert_eq!(statuses, [500, 500, 200, 200]);
}

#[tokio::test]
async fn a_delivery_during_another_one_is_put_off() {
    let (begun, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begins, finishes) = (Arc::clone(&begun), Arc::clone(&finish));
    let slow = service_fn(move |_: Webhook| {
        let (begins, finishes) = (Arc::clone(&begins), Arc::clone(&finishes));
        async move {
            begins.notify_one();
            finishes.notified().await;
            Ok::<_, Infallible>(())
        }
    });
    let receiver = Receiver::new();
    let first = tokio::spawn(
        receiver
            .clone()
            .service(slow)
            .oneshot(posted(PATH, payload("inbound_sms"))),
    );
    begun.notified().await;
    assert_eq!(status(&receiver, posted(PATH, payload("inbound_sms"))).await, 503);
    finish.notify_one();
    assert_eq!(first.await.unwrap().unwrap().status(), StatusCode::OK);
    assert_eq!(status(&receiver, posted(PATH, payload("inbound_sms"))).await, 200);
}

#[tokio::test]
async fn only_so_many_events_are_remembered() {
    let receiver = Receiver::new().remember(2);
    let count = Arc::new(AtomicUsize::new(0));
    for name in [
        "inbound_sms",
        "delivery_receipt",
        "status_event",
        "status_event",
        "inbound_sms",
    ] {
        let service = receiver.clone().service(counting(&count));
        service.oneshot(posted(PATH, payload(name))).await.unwrap();
    }
    assert_eq!(count.load(Ordering::Relaxed), 4);
}

#[derive(Clone)]
struct App {
    receiver: Receiver,
    texts: Arc<Mutex<Vec<String>>>,
}

impl FromRef<App> for Receiver {
    fn from_ref(app: &App) -> Self {
        app.receiver.clone()
    }
}

async fn on_event(State(app): State<App>, posted: Posted) -> StatusCode {
    let Event::Message(message) = &posted.event else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    app.texts.lock().unwrap().extend(message.body.clone());
    posted.done();
    StatusCode::OK
}

#[tokio::test]
async fn axum_extracts_an_event_once() {
    let app = App {
        receiver: Receiver::new().secret_path(PATH),
        texts: Arc::default(),
    };
    let router = axum::Router::new()
        .route("/hooks/{secret}", post(on_event))
        .with_state(app.clone());
    let call = |path: &'static str, name: &str| {
        let request = Request::post(path)
            .body(axum::body::Body::from(payload(name)))
            .unwrap();
        router.clone().oneshot(request)
    };
    for (path, name, status) in [
        (PATH, "inbound_sms", 200),
        (PATH, "inbound_sms", 200),
        (PATH, "delivery_receipt", 500),
        (PATH, "delivery_receipt", 500),
        ("/hooks/guessed", "inbound_mms", 404),
    ] {
        assert_eq!(
            call(path, name).await.unwrap().status().as_u16(),
            status,
            "{path} {name}"
        );
    }
    assert_eq!(*app.texts.lock().unwrap(), ["Hello are you there? "]);
}

#[tokio::test]
async fn the_record_confirms_or_contradicts() {
    let (emulator, flowroute) = in_process();
    let id = emulator
        .receive_sms("12065551234", "12012673227", "Hello?")
        .unwrap();
    let event = |id: &str, body: &str| {
        let mut payload: serde_json::Value = serde_json::from_str(&payload("inbound_sms")).unwrap();
        payload["data"]["id"] = id.into();
        payload["data"]["attributes"]["body"] = body.into();
        payload["data"]["attributes"]["from"] = "12065551234".into();
        Webhook::parse(payload.to_string().as_bytes()).unwrap().event
    };
    for (id, body, expected) in [
        (id.as_str(), "Hello?", Confirmation::Confirmed),
        (id.as_str(), "Send money", Confirmation::Contradicted),
        ("mdr2-forged", "Hello?", Confirmation::Unknown),
        ("sms_callback", "Hello?", Confirmation::Unknown),
    ] {
        assert_eq!(
            flowroute.confirm(&event(id, body)).await.unwrap(),
            expected,
            "{id} {body}"
        );
    }
    let fax = payload("status_event").replace("po_status_change", "fax_status_change");
    let fax = Webhook::parse(fax.as_bytes()).unwrap().event;
    assert_eq!(flowroute.confirm(&fax).await.unwrap(), Confirmation::NotReadable);
}

/// What is posted to a URL, as it is read.
fn events(emulator: &Emulator) -> Vec<Event> {
    let parsed = |posted: &WebhookDelivery| Webhook::parse(posted.body.to_string().as_bytes()).unwrap().event;
    emulator.webhooks().iter().map(parsed).collect()
}

#[tokio::test]
async fn an_order_confirms_where_it_stands_and_tells_that_it_has_gone_on() {
    let (emulator, flowroute) = in_process();
    let porting = flowroute.porting();
    let subscriber = Subscriber::residential("John Doe", "ATT")
        .street("1218 3rd Ave")
        .city("Seattle", Region::WA, "98101");
    let number: PhoneNumber = "+12064204444".parse().unwrap();
    let order = CreatePortOrder::new([number], subscriber).status_url("http://127.0.0.1:9/port");
    let id = porting.create(order).await.unwrap().orders[0].id.clone();
    let loa = porting.loa(&id).await.unwrap();
    porting
        .sign_loa(SignLoa::new(&id, loa, "Sam User", "Agent"))
        .await
        .unwrap();
    let [Event::Status(signed)] = &events(&emulator)[..] else {
        panic!("{:?}", emulator.webhooks())
    };
    assert_eq!(
        flowroute.confirm(&Event::Status(signed.clone())).await.unwrap(),
        Confirmation::Confirmed
    );
    let mut forged = signed.clone();
    forged.status = Some("completed".to_owned());
    forged.at = Some("2030-01-01T00:00:00Z".into());
    assert_eq!(
        flowroute.confirm(&Event::Status(forged)).await.unwrap(),
        Confirmation::Contradicted
    );
    emulator.advance(Duration::from_secs(2 * 86_400));
    assert_eq!(
        flowroute.confirm(&Event::Status(signed.clone())).await.unwrap(),
        Confirmation::Superseded
    );
    let mut unknown = signed.clone();
    unknown.resource_id = "1".to_owned();
    assert_eq!(
        flowroute.confirm(&Event::Status(unknown)).await.unwrap(),
        Confirmation::Unknown
    );
    let mut silent = signed.clone();
    silent.status = None;
    assert_eq!(
        flowroute.confirm(&Event::Status(silent)).await.unwrap(),
        Confirmation::NotReadable
    );
}

#[tokio::test]
async fn an_export_confirms_that_it_is_made() {
    let (emulator, flowroute) = in_process();
    let export = CreateCdrExport::new("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    let export = export.callback_url("http://127.0.0.1:9/cdrs");
    flowroute.cdrs().create(export).await.unwrap();
    emulator.advance(Duration::from_secs(1));
    let [Event::Status(made)] = &events(&emulator)[..] else {
        panic!("{:?}", emulator.webhooks())
    };
    assert_eq!(made.kind, StatusKind::CdrExport);
    assert_eq!(
        flowroute.confirm(&Event::Status(made.clone())).await.unwrap(),
        Confirmation::Confirmed
    );
    let mut forged = made.clone();
    forged.status = Some("failed".to_owned());
    assert_eq!(
        flowroute.confirm(&Event::Status(forged)).await.unwrap(),
        Confirmation::Contradicted
    );
}

#[test]
fn the_secret_is_never_shown() {
    let shown = format!("{:?}", Receiver::new().secret_path("/planted-secret"));
    assert!(!shown.contains("planted"), "{shown}");
}

proptest! {
    #[test]
    fn only_the_very_path_is_the_secret_one(secret in "/[a-c]{0,4}", given in "/[a-c]{0,4}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let receiver = Receiver::new().secret_path(secret.as_str());
        let found = runtime.block_on(status(&receiver, posted(&given, "{}"))) == 200;
        prop_assert_eq!(found, secret == given);
    }
}
