//! A client whose requests a script answers in place of the wire.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Method, Request, Response};
use trunkline_flowroute_v1::signing::timestamp;
use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
use trunkline_transport::TransportError;

use super::response;

pub const OWNED: &str = r#"{"billing_method":"METERED","routes":[{"type":"SIP-REG","name":"sip-reg"},{"type":"SIP-REG","name":"sip-reg"}]}"#;
pub const FOR_SALE: &str = r#"{"tns":{"12066417744":{"initial_cost":"1.00","monthly_cost":"1.25"}}}"#;
pub const ROUTES: &str = r#"{"routes":{"sip-reg":{"type":"SIP-REG","value":null},"office":{"type":"HOST","value":"sip.example.com"}}}"#;

pub type Answer = Result<Response<Bytes>, TransportError>;

/// What the service has seen.
#[derive(Clone, Default)]
pub struct Seen(pub Arc<Mutex<Vec<Request<Bytes>>>>);

impl Seen {
    pub fn all(&self) -> Vec<Request<Bytes>> {
        self.0.lock().unwrap().clone()
    }

    pub fn count(&self, method: &Method) -> usize {
        self.all()
            .iter()
            .filter(|request| request.method() == method)
            .count()
    }

    pub fn timestamps(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|r| r.headers()["x-timestamp"].to_str().unwrap().to_owned())
            .collect()
    }
}

pub fn keys() -> Credentials {
    Credentials::new("11223344", "emulator-secret-0123456789abcdef")
}

/// Our clock in these tests: it stands still, 2026-11-20T10:00:00Z.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_168_800)
}

/// As the `Date` header has it. The days of these tests are two.
fn http_date(time: SystemTime) -> String {
    let text = timestamp(time);
    let (day, clock) = text.trim_end_matches('Z').split_once('T').unwrap();
    let day = match day {
        "2026-11-19" => "Thu, 19 Nov 2026",
        "2026-11-20" => "Fri, 20 Nov 2026",
        other => panic!("{other} is not a day of these tests"),
    };
    format!("{day} {clock} GMT")
}

/// A client whose requests `answer` answers; it is told how many came before.
pub fn client(
    answer: impl Fn(usize, &Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (FlowrouteV1, Seen) {
    let seen = Seen::default();
    let kept = seen.clone();
    let answer = Arc::new(answer);
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let mut all = kept.0.lock().unwrap();
        let result = answer(all.len(), &request);
        all.push(request);
        async move { result }
    });
    let flowroute = FlowrouteV1::builder(keys())
        .clock(now)
        .service(service)
        .build()
        .unwrap();
    (flowroute, seen)
}

pub fn ok(body: &str) -> Answer {
    Ok(response(200, body.to_owned()))
}

pub fn lost() -> Answer {
    Err(TransportError::maybe_sent(
        "the connection closed after the request had been sent",
    ))
}

pub fn refused_at(time: SystemTime) -> Answer {
    let mut answer = response(401, r#"{"error":"Unauthorized"}"#);
    answer
        .headers_mut()
        .insert("date", http_date(time).parse().unwrap());
    Ok(answer)
}

pub fn is_search(request: &Request<Bytes>) -> bool {
    request.uri().path().starts_with("/v1/available-tns/")
}
