//! One call as data: paths and queries that cannot be injected into, and how answers are read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use insta::assert_snapshot;
use proptest::prelude::*;
use trunkline_core::{
    Applied, Attempts, Carrier, Content, DecodeError, EncodeError, Endpoint, Error, ErrorKind, Operation,
    Path, Problem, Proof, Query, Refusal, ValidationError, ensure_length, ensure_range, json,
};

static CARRIER: Carrier = Carrier::new("acme", "acme.v1.", "application/json", |_, response| {
    let text = String::from_utf8_lossy(response.body()).into_owned();
    let refusal = Refusal::from_status(response.status());
    if text.is_empty() {
        refusal
    } else {
        refusal.problems(vec![
            Problem::detail(text).with_id("0f8fad5b-d9cb-469f-a165-70867728950e"),
        ])
    }
});

/// A call with everything in it.
struct Buy {
    item: String,
    note: Option<String>,
}

impl Endpoint for Buy {
    const OPERATION: Operation = Operation::once(&CARRIER, "acme.v1.things.buy", "bought");
    const METHOD: Method = Method::POST;
    type Output = u32;

    fn path(&self, path: &mut Path) {
        path.push("things").push(&self.item).push("orders");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("note", self.note.as_deref());
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Content::json("application/json", &1).map(Some)
    }

    fn read(response: &Response<Bytes>) -> Result<u32, DecodeError> {
        json(response.body())
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_range("item", self.item.parse().ok(), 0..=100)
    }

    fn subject(&self) -> Option<String> {
        Some(self.item.clone())
    }

    fn already_applied(refusal: &Refusal) -> Option<u32> {
        (refusal.kind == ErrorKind::NotFound).then_some(7)
    }
}

fn buy(item: &str) -> Buy {
    Buy {
        item: item.into(),
        note: None,
    }
}

fn answer(status: u16, body: &str, attempts: Option<Attempts>) -> Result<u32, Error> {
    let mut response = Response::builder()
        .status(status)
        .body(Bytes::from(body.to_owned()))
        .unwrap();
    if let Some(attempts) = attempts {
        response.extensions_mut().insert(attempts);
    }
    Buy::decode(response)
}

fn target(request: &Request<Bytes>) -> String {
    request.uri().to_string()
}

#[test]
fn a_request_carries_its_operation() {
    let request = Buy {
        item: "a b".into(),
        note: Some("x&y=z".into()),
    }
    .request()
    .unwrap();
    assert_eq!(target(&request), "/things/a%20b/orders?note=x%26y%3Dz");
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        request.extensions().get::<Operation>().unwrap().name,
        "acme.v1.things.buy"
    );
}

#[test]
fn dots_and_slashes_stay_in_their_segment() {
    for (item, expected) in [
        ("..", "/things/%2E%2E/orders"),
        (".", "/things/%2E/orders"),
        ("a/../b", "/things/a%2F..%2Fb/orders"),
        ("x?y#z%", "/things/x%3Fy%23z%25/orders"),
        ("+1", "/things/%2B1/orders"),
        ("é", "/things/%C3%A9/orders"),
    ] {
        assert_eq!(target(&buy(item).request().unwrap()), expected);
    }
}

#[test]
fn an_empty_segment_is_refused() {
    let error = buy("").request().unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.attempts()),
        (ErrorKind::InvalidInput, Applied::No, 0)
    );
}

proptest! {
    #[test]
    fn a_path_always_has_the_segments_it_was_given(item in "\\PC{1,20}", note in "\\PC{0,20}") {
        prop_assume!(item.parse::<u32>().is_err());
        let request = Buy { item: item.clone(), note: Some(note) }.request().unwrap();
        let path = request.uri().path();
        prop_assert_eq!(path.split('/').count(), 4);
        prop_assert!(path.starts_with("/things/") && path.ends_with("/orders"));
        let middle = path.split('/').nth(2).unwrap();
        let decoded = percent_encoding::percent_decode_str(middle).decode_utf8().unwrap();
        prop_assert_eq!(decoded, item);
        prop_assert_eq!(request.uri().query().unwrap().matches('&').count(), 0);
    }
}

#[test]
fn refusals_read_in_one_line() {
    let mut slow = Attempts::new(4, false, Duration::from_millis(1234));
    slow.retry_after = Some(Duration::from_secs(2));
    let lines = [
        buy("101").request().unwrap_err(),
        answer(404, "sold out", None).unwrap_err(),
        answer(500, "", None).unwrap_err(),
        answer(429, "", Some(slow)).unwrap_err(),
        answer(301, "", None).unwrap_err(),
        answer(200, "not json", None).unwrap_err(),
        answer(200, "", None).unwrap_err(),
        answer(418, "multi\nline\u{7}text", None).unwrap_err(),
        answer(
            409,
            "in use",
            Some(Attempts::new(2, true, Duration::from_millis(9))),
        )
        .unwrap_err(),
    ];
    let text: Vec<String> = lines
        .into_iter()
        .map(|e| e.with_subject(Some("7")).to_string())
        .collect();
    assert!(text.iter().all(|line| line.lines().count() == 1));
    assert_snapshot!("lines", text.join("\n"));
}

#[test]
fn what_a_refusal_proves() {
    let applied = |status| answer(status, "", None).unwrap_err().applied();
    for final_or_early in [301, 400, 401, 402, 403, 404, 405, 409, 415, 422, 429] {
        assert_eq!(applied(final_or_early), Applied::No, "{final_or_early}");
    }
    for unclear in [408, 500, 502, 503, 504, 599] {
        assert_eq!(applied(unclear), Applied::Unknown, "{unclear}");
    }
    assert_eq!(answer(200, "x", None).unwrap_err().applied(), Applied::Yes);
}

#[test]
fn a_refusal_after_a_doubtful_attempt_is_settled_or_stays_unknown() {
    let maybe_applied = Some(Attempts::new(2, true, Duration::ZERO));
    assert_eq!(answer(404, "", maybe_applied).unwrap(), 7);
    assert_eq!(answer(404, "", None).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(
        answer(403, "", maybe_applied).unwrap_err().applied(),
        Applied::Unknown
    );
}

#[test]
fn an_error_is_one_pointer_and_its_debug_is_complete() {
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    let error = answer(404, "sold out", None).unwrap_err().caused_by("the cause");
    let debug = format!("{error:?}");
    assert!(
        debug.contains("acme.v1.things.buy") && debug.contains("sold out") && debug.contains("the cause")
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn confidential_bodies_appear_nowhere() {
    const SECRET: Operation = Operation::once(&CARRIER, "acme.v1.cards.add", "added").confidential();
    let response = Response::builder()
        .status(422)
        .body(Bytes::from("card 4111111111111111 is wrong"))
        .unwrap();
    let refusal = (CARRIER.refusal)(&SECRET, &response);
    let refused = Error::refused(&SECRET, &response, refusal);
    let unread = Error::decode(&SECRET, &response, DecodeError::new("no JSON"));
    for error in [refused, unread] {
        let everything = format!(
            "{error} {error:?} {:?} {:?}",
            error.problems(),
            error.body_snippet()
        );
        assert!(!everything.contains("4111"), "{everything}");
    }
}

#[test]
fn a_snippet_is_kept_of_what_was_not_understood_and_cut() {
    let error = answer(200, &"x".repeat(5000), None).unwrap_err();
    assert_eq!(error.body_snippet().unwrap().len(), 2048);
}

#[test]
fn decode_errors_name_the_place() {
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        data: Vec<Inner>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        id: u8,
    }
    let error = json::<Outer>(br#"{"data":[{"id":1},{"id":"x"}]}"#).unwrap_err();
    assert_snapshot!(error, @r#"data[1].id: invalid type: string "x", expected u8 at line 1 column 27"#);
    assert_snapshot!(json::<Outer>(b"  ").unwrap_err(), @"the answer has no body");
    assert!(json::<u8>(b"1 2").is_err());
}

#[test]
fn rules_name_the_field_and_never_a_long_value() {
    assert_snapshot!(ensure_range("limit", Some(0), 1..=200).unwrap_err(), @"limit must be 1 to 200, got 0");
    assert_snapshot!(ensure_length("alias", "", 1..=64).unwrap_err(), @"alias must not be empty");
    assert_snapshot!(ensure_length("alias", "abc", 1..=2).unwrap_err(), @"alias must have 1 to 2 characters, got 3 characters");
    let long = ValidationError::new("x", "is wrong")
        .got("y\n".repeat(100))
        .to_string();
    assert!(long.len() < 120 && long.lines().count() == 1, "{long}");
}

#[test]
fn statuses_mean_what_http_says() {
    use ErrorKind::*;
    let kind = |status| Refusal::from_status(http::StatusCode::from_u16(status).unwrap()).kind;
    let expected = [
        (301, Redirect),
        (400, Rejected),
        (401, Unauthorized),
        (402, InsufficientFunds),
        (403, Forbidden),
        (404, NotFound),
        (408, Timeout),
        (409, Conflict),
        (410, NotFound),
        (422, Rejected),
        (429, RateLimited),
        (500, Server),
        (503, Server),
    ];
    for (status, expected) in expected {
        assert_eq!(kind(status), expected, "{status}");
    }
    assert_eq!(
        Refusal::from_status(http::StatusCode::TOO_MANY_REQUESTS).proof,
        Proof::BeforeWork
    );
}

#[test]
fn a_redirect_names_its_target_without_the_query() {
    let response = Response::builder()
        .status(302)
        .header("location", "https://elsewhere.example/x?key=secret")
        .body(Bytes::new());
    let line = Buy::decode(response.unwrap()).unwrap_err().to_string();
    assert!(
        line.contains("it points to https://elsewhere.example/x; check the base URL"),
        "{line}"
    );
    assert!(!line.contains("secret"));
}
