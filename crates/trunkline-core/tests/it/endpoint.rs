//! One call as data: paths and queries that cannot be injected into, and how answers are read.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use insta::assert_snapshot;
use proptest::prelude::*;
use trunkline_core::{
    Applied, Attempts, Body, Carrier, Content, DecodeError, Endpoint, Error, ErrorKind, Evidence, Mask,
    Operation, Problem, Query, Refusal, ValidationError, endpoint, ensure_length, ensure_range, json,
    nothing,
};

static CARRIER: Carrier = Carrier::new("acme", "acme.v1.", "application/json", refusal);

fn refusal(status: StatusCode, _: &HeaderMap, body: &[u8]) -> Refusal {
    let refusal = Refusal::from_status(status);
    if body.is_empty() {
        return refusal;
    }
    let text = String::from_utf8_lossy(body);
    refusal.problems(vec![
        Problem::new(text).with_id("0f8fad5b-d9cb-469f-a165-70867728950e"),
    ])
}

endpoint! {
    /// A call with everything in it.
    struct Buy { item: String }
    optional {
        /// A remark.
        note(impl Into<String>): String,
    }

    OPERATION = Operation::once(&CARRIER, "acme.v1.things.buy", "bought");
    POST "/things/{item}/orders" -> u32: |response: &Response<Bytes>| json(response.body());
    subject "{item}";
    hint "check things.get {item}";

    fn query(&self, query: &mut Query) {
        query.push_some("note", self.note.as_deref());
    }

    fn body(&self) -> Body {
        Content::json("application/json", &1).map(Some)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_range("item", self.item.parse().ok(), 0..=100)
    }
}

fn buy(item: &str) -> Buy {
    Buy::new(item)
}

fn answer(status: u16, body: &str) -> Result<u32, Error> {
    let response = Response::builder()
        .status(status)
        .body(Bytes::from(body.to_owned()));
    Buy::decode(response.unwrap())
}

fn target(request: &Request<Bytes>) -> String {
    request.uri().to_string()
}

#[test]
fn a_request_carries_its_operation() {
    let request = Buy::new("a b").note("x&y=z").request().unwrap();
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
        let request = Buy::new(&item).note(note).request().unwrap();
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
    let mut slow = Attempts::new(4, Duration::from_millis(1234));
    slow.retry_after = Some(Duration::from_secs(2));
    let twice = Attempts::new(2, Duration::from_millis(9));
    let looked_up = Attempts::new(1, Duration::ZERO).looked_up(3, Duration::from_millis(5300));
    let lines = [
        buy("101").request().unwrap_err(),
        answer(404, "sold out").unwrap_err(),
        answer(500, "").unwrap_err(),
        answer(429, "").unwrap_err().with_attempts(slow),
        answer(301, "").unwrap_err(),
        answer(200, "not json").unwrap_err(),
        answer(200, "").unwrap_err(),
        answer(418, "multi\nline\u{7}text").unwrap_err(),
        answer(409, "in use")
            .unwrap_err()
            .with_attempts(twice)
            .with_applied(Applied::Unknown),
        answer(500, "").unwrap_err().with_attempts(looked_up),
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
    let applied = |status| answer(status, "").unwrap_err().applied();
    for final_or_early in [400, 401, 402, 403, 404, 405, 409, 415, 422] {
        assert_eq!(applied(final_or_early), Applied::No, "{final_or_early}");
    }
    for unclear in [301, 302, 303, 307, 308, 408, 429, 499, 500, 502, 503, 504, 599] {
        assert_eq!(applied(unclear), Applied::Unknown, "{unclear}");
    }
}

#[test]
fn only_the_carriers_own_json_proves_that_it_has_acted() {
    let page = "\n<!DOCTYPE html>\n<HTML><title>Please log in</title></HTML>";
    let unreadable = [
        ("[1, \"two\"]", ErrorKind::Decode, Applied::Yes),
        ("", ErrorKind::Decode, Applied::Unknown),
        ("[1, 2", ErrorKind::Decode, Applied::Unknown),
        (
            r#"{"errors": [{"detail": "sold out"}]}"#,
            ErrorKind::Decode,
            Applied::Unknown,
        ),
        (page, ErrorKind::NotTheCarrier, Applied::Unknown),
        ("Please log in", ErrorKind::NotTheCarrier, Applied::Unknown),
    ];
    for (body, kind, applied) in unreadable {
        let error = answer(200, body).unwrap_err();
        assert_eq!(
            (error.kind(), error.applied()),
            (kind, applied),
            "{body}: {error}"
        );
    }
    let line = answer(200, page).unwrap_err().to_string();
    assert!(
        line.contains("the answer is HTML, not the carrier's JSON"),
        "{line}"
    );
    assert!(
        line.contains("check the base URL and whether a proxy answers in its place"),
        "{line}"
    );
}

#[test]
fn nothing_is_no_body_or_json_that_reports_no_error() {
    let read = |status: u16, body: &'static str| {
        let response = Response::builder().status(status).body(Bytes::from(body));
        nothing(&response.unwrap()).is_ok()
    };
    for body in [
        "",
        " \r\n",
        "\"\"",
        "{}",
        "null",
        r#"{"message": "done"}"#,
        r#"{"errors": []}"#,
    ] {
        assert!(read(200, body) && read(204, body), "{body:?}");
    }
    for body in ["<html>", "OK", "{", r#"{"error": "no"}"#, r#"{"errors": [7]}"#] {
        assert!(!read(200, body) && !read(204, body), "{body:?}");
    }
}

#[test]
fn a_web_server_that_finds_no_page_says_nothing_about_records() {
    static QUIET: Carrier = Carrier::new("acme", "acme.v1.", "*/*", |status, _, _| {
        Refusal::from_status(status)
    });
    const GET: Operation = Operation::read(&QUIET, "acme.v1.things.get");
    let read = |body: &[u8]| GET.refusal(StatusCode::NOT_FOUND, &HeaderMap::new(), body);
    for page in ["<html><h1>404 Not Found</h1></html>", "404 page not found"] {
        let lost = read(page.as_bytes());
        assert_eq!(lost.kind, ErrorKind::NotTheCarrier, "{page}");
        assert_eq!(lost.evidence, Evidence::Rejected);
        assert!(
            lost.advice
                .is_some_and(|advice| advice.contains("check the base URL"))
        );
    }
    for words in ["", "{}", "[]"] {
        assert_eq!(read(words.as_bytes()).kind, ErrorKind::NotFound, "{words}");
    }
}

#[test]
fn an_error_is_one_pointer_shown_as_its_line_or_in_parts() {
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    let error = answer(404, "sold out").unwrap_err().caused_by("the cause");
    assert_eq!(format!("{error:?}"), error.to_string());
    let parts = format!("{error:#?}");
    assert!(
        parts.contains("acme.v1.things.buy") && parts.contains("sold out") && parts.contains("the cause")
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
    let refusal = SECRET.refusal(response.status(), response.headers(), response.body());
    let refused = Error::refused(&SECRET, &response, refusal);
    let unread = Error::unreadable(&SECRET, &response, DecodeError::new("no JSON"));
    for error in [refused, unread] {
        let everything = format!(
            "{error} {error:#?} {:?} {:?}",
            error.problems(),
            error.body_snippet()
        );
        assert!(!everything.contains("4111"), "{everything}");
    }
}

#[test]
fn a_snippet_is_kept_of_what_was_not_understood_and_cut() {
    let error = answer(200, &"x".repeat(5000)).unwrap_err();
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
    assert_snapshot!(error, @"data[1].id: invalid type: string, expected u8 at line 1 column 27");
    assert_snapshot!(json::<Outer>(b"  ").unwrap_err(), @"the response has no body");
    assert!(json::<u8>(b"1 2").is_err());
}

#[test]
fn decode_errors_never_quote_a_value() {
    const SECRET: &str = "4111111111111111";
    fn reason<T: serde::de::DeserializeOwned>(json_text: &str) -> String {
        let reason = json::<T>(json_text.as_bytes()).err().unwrap().to_string();
        assert!(!reason.contains("4111") && !reason.contains("quote"), "{reason}");
        reason
    }
    #[derive(serde::Deserialize)]
    #[allow(dead_code)]
    struct Strict {
        id: u8,
    }
    #[derive(serde::Deserialize)]
    #[allow(dead_code)]
    enum Word {
        Known,
    }
    assert_eq!(
        reason::<u8>(&format!("\"{SECRET}\"")),
        "invalid type: string, expected u8 at line 1 column 18"
    );
    assert_eq!(
        reason::<u8>(SECRET),
        "invalid value: integer, expected u8 at line 1 column 16"
    );
    reason::<u8>(&format!("\"a \\\"quote\\\", expected {SECRET}\""));
    reason::<u8>(&format!("\"`quote`, {SECRET}\""));
    reason::<bool>(&format!("{SECRET}.5"));
    reason::<Word>(&format!("\"quote`, expected {SECRET}\""));
    assert_eq!(reason::<Strict>("{}"), "missing field `id` at line 1 column 2");
    // What our own values say of a text they do not take.
    reason::<trunkline_core::PhoneNumber>(&format!("\"{SECRET} \\\"quote\\\" {SECRET}\""));
    let number = reason::<trunkline_core::PhoneNumber>(&format!("\"{SECRET} {SECRET}\""));
    assert!(number.starts_with("32 digits; a NANP number has 10"), "{number}");
    reason::<trunkline_core::Money>(&format!("\"x{SECRET}\""));
    reason::<trunkline_core::AreaCode>(&format!("\"{SECRET}\""));
    reason::<trunkline_core::NpaNxx>(&format!("\"{SECRET}\""));
    reason::<trunkline_core::SipHost>(&format!("\"{SECRET} quote\""));
}

#[test]
fn a_mask_hides_a_secret_in_every_form() {
    let mut mask = Mask::new();
    for secret in ["pa/ss \"&word", "dXNlcjpw/YXNz+w==", "123"] {
        mask.hide(secret);
    }
    for (text, masked) in [
        ("wrong pa/ss \"&word", "wrong ***"),
        (r#"{"p":"pa/ss \"&word"}"#, r#"{"p":"***"}"#),
        ("pa/ss &quot;&amp;word", "***"),
        ("p=pa%2Fss%20%22%26word&q", "p=***&q"),
        ("Basic dXNlcjpw\\/YXNz+w==", "Basic ***"),
        ("the code 123 is no x", "the code *** is no x"),
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
    ] {
        assert_eq!(mask.apply(text), masked);
    }
    // One that stands in too many words is hidden where it stands alone.
    let mut short = Mask::new();
    for secret in ["", "ab", "7"] {
        short.hide(secret);
    }
    for (text, masked) in [
        ("ab", "***"),
        (
            "password \"ab\": about absent tab, 7 of 17",
            "password \"***\": about absent tab, *** of 17",
        ),
        ("ab,ab cab", "***,*** cab"),
    ] {
        assert_eq!(short.apply(text), masked);
    }
    let cards = Mask::new().hide_cards();
    assert_eq!(
        cards.apply("card 4111-1111 1111 1111 of 2026-11-21 is wrong (400)"),
        "card *** of 2026-11-21 is wrong (400)"
    );
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
        Refusal::from_status(http::StatusCode::TOO_MANY_REQUESTS).evidence,
        Evidence::Inconclusive,
        "only a contract says that it comes before any work"
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

#[test]
fn the_url_of_an_endpoint_is_data() {
    assert_eq!((Buy::METHOD, Buy::PATH), (Method::POST, "/things/{item}/orders"));
    assert_eq!(buy("7").recovery_hint().unwrap(), "check things.get 7");
}

#[test]
fn a_refusal_can_mean_more_to_one_operation() {
    fn sold(refusal: Refusal) -> Refusal {
        refusal.kind(ErrorKind::NotForSale)
    }
    const REFINED: Operation = Operation::once(&CARRIER, "acme.v1.things.buy", "bought").refine(sold);
    let refusal = REFINED.refusal(StatusCode::NOT_FOUND, &HeaderMap::new(), b"sold out");
    assert_eq!(refusal.kind, ErrorKind::NotForSale);
    assert!(refusal.mentions("sold") && !refusal.mentions("Sold"));
}

#[test]
fn a_success_can_say_that_there_is_nothing() {
    let response = Response::new(Bytes::from("{}"));
    let error = Error::unreadable(
        &Buy::OPERATION,
        &response,
        DecodeError::not_found("there is none"),
    );
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotFound, Applied::No)
    );
}

proptest! {
    #[test]
    fn an_error_is_one_line_of_plain_text_whatever_the_carrier_says(words in "(\\PC|[\u{0}-\u{ff}]|[\u{2000}-\u{206f}]|\u{feff}){0,40}") {
        for text in [words.clone(), format!("{words}\u{1b}[2J\u{202e}gpj.exe\r\n\u{2028}\u{9b}31m")] {
            let error = answer(418, &text).unwrap_err().with_hint(text.clone()).with_subject(Some(text));
            let line = error.to_string();
            prop_assert_eq!(line.lines().count(), 1);
            let hostile = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
            prop_assert!(!line.contains(hostile), "{line:?}");
        }
    }
}

#[test]
fn every_kind_has_a_code_of_its_own() {
    use ErrorKind::*;
    let kinds = [
        InvalidInput,
        Configuration,
        Unauthorized,
        Forbidden,
        InsufficientFunds,
        NotFound,
        NotForSale,
        NoneLeft,
        Taken,
        UserPending,
        Conflict,
        Rejected,
        RateLimited,
        Server,
        Timeout,
        ConnectFailed,
        ConnectionLost,
        Redirect,
        ResponseTooLarge,
        Decode,
        Incomplete,
        NotTheCarrier,
        File,
        InconsistentAnswers,
    ];
    let codes: std::collections::BTreeSet<_> = kinds.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), kinds.len());
    assert!(
        codes
            .iter()
            .all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
    );
}
