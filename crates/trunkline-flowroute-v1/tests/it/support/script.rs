//! A client whose requests a script answers in place of the network.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use trunkline_flowroute_v1::signing::timestamp;
use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
use trunkline_testkit::flowroute_v1::{KEY, SECRET};
use trunkline_testkit::script::{Answer, Carrier, response};

pub const OWNED: &str = r#"{"billing_method":"METERED","routes":[{"type":"SIP-REG","name":"sip-reg"},{"type":"SIP-REG","name":"sip-reg"}]}"#;
pub const FOR_SALE: &str = r#"{"tns":{"12066417744":{"initial_cost":"1.00","monthly_cost":"1.25"}}}"#;
pub const ROUTES: &str = r#"{"routes":{"sip-reg":{"type":"SIP-REG","value":null},"office":{"type":"HOST","value":"sip.example.com"}}}"#;

/// The timestamps of the requests, in their order.
pub fn timestamps(carrier: &Carrier) -> Vec<String> {
    let requests = carrier.requests();
    let timestamps = requests.iter().map(|request| &request.headers()["x-timestamp"]);
    timestamps
        .map(|timestamp| timestamp.to_str().unwrap().to_owned())
        .collect()
}

pub fn keys() -> Credentials {
    Credentials::new(KEY, SECRET)
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
pub fn client(answer: impl Fn(usize, &Request<Bytes>) -> Answer + Send + 'static) -> (FlowrouteV1, Carrier) {
    let carrier = Carrier::by(answer);
    let builder = FlowrouteV1::builder(keys()).clock(now).service(carrier.clone());
    (builder.build().unwrap(), carrier)
}

pub fn ok(body: &str) -> Answer {
    Answer::new(200, body.to_owned())
}

pub fn refused_at(time: SystemTime) -> Answer {
    let mut answer = response(401, r#"{"error":"Unauthorized"}"#);
    answer
        .headers_mut()
        .insert("date", http_date(time).parse().unwrap());
    Answer::Is(answer)
}

pub fn is_search(request: &Request<Bytes>) -> bool {
    request.uri().path().starts_with("/v1/available-tns/")
}
