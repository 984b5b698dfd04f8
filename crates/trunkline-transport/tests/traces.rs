//! A planted key never comes to light, and what the traces do say.
//!
//! A test binary of its own, since there is one subscriber per process and it must be there before anything is traced.
#![allow(
    clippy::unwrap_used,
    reason = "tests may fail loudly, and so may what they share"
)]

#[allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "shared with the other suites"
)]
#[path = "it/support/mod.rs"]
mod support;

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use trunkline_core::Operation;
use trunkline_testkit::server::{Act, Server};
use trunkline_transport::{BasicAuth, Proxy};

use support::calls::{Assign, Buy, CARRIER, Show};
use support::hasty;

const PLANTED: &str = "planted-key-7f3a";

thread_local! {
    /// What this test has traced: each test has its own thread and a runtime that stays on it.
    static TRACED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Capture;

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        TRACED.with_borrow_mut(|traced| traced.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn capture() {
    static SUBSCRIBE: Once = Once::new();
    SUBSCRIBE.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
            .with_writer(|| Capture)
            .init();
    });
}

fn traced() -> String {
    TRACED.with_borrow(|traced| String::from_utf8(traced.clone()).unwrap())
}

/// The planted key as it looks in a Basic header.
fn encoded() -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(format!("user:{PLANTED}"))
}

fn assert_clean(text: &str) {
    assert!(!text.contains(PLANTED), "{text}");
    assert!(!text.contains(&encoded()), "{text}");
}

#[tokio::test]
async fn planted_keys_stay_hidden() {
    capture();
    let server = Server::start([
        Act::answer_with(503, "set-cookie: planted-key-7f3a\r\n", ""),
        Act::answer(200, "ok"),
        Act::ReadClose,
        Act::answer_with(
            302,
            "location: https://me:planted-key-7f3a@x.example/?k=planted-key-7f3a\r\n",
            "",
        ),
    ])
    .await;
    let auth = BasicAuth::new("user", PLANTED.into());
    assert_clean(&format!("{auth:?}"));
    let proxy = Proxy::new("http://relay").credentials("user", PLANTED);
    assert_clean(&format!("{proxy:?}"));
    let builder = hasty(&server.url())
        .authorizer(auth)
        .observe(|event| assert_clean(&format!("{event:?}")));
    assert_clean(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    assert_clean(&format!("{client:?}"));
    client.send(&Show).await.unwrap();
    for error in [
        client.send(&Buy).await.unwrap_err(),
        client.send(&Assign).await.unwrap_err(),
    ] {
        assert_clean(&format!(
            "{error} {error:#?} {:?}",
            std::error::Error::source(&error)
        ));
    }
    let mut request = http::Request::get(format!("/things?token={PLANTED}&limit=3"))
        .body(bytes::Bytes::new())
        .unwrap();
    request
        .headers_mut()
        .insert("x-api-key", PLANTED.parse().unwrap());
    client.raw(request).await.unwrap();
    // A path that tells too much: that of a call whose bodies are secret.
    let mut request = http::Request::get(format!("/tokens/{PLANTED}"))
        .body(bytes::Bytes::new())
        .unwrap();
    let operation = Operation::read(&CARRIER, "acme.tokens.show").confidential();
    request.extensions_mut().insert(operation);
    client.raw(request).await.unwrap();
    let text = traced();
    let ours: String = text
        .lines()
        .filter(|l| l.contains("trunkline_transport"))
        .collect();
    assert!(ours.contains("token=***&limit=3"), "{ours}");
    assert_clean(&text);
    // The server did get the key.
    assert!(server.requests()[0].contains(&encoded()));
}

#[tokio::test]
async fn traces_tell_the_story() {
    capture();
    let server = Server::start([Act::answer(503, ""), Act::ReadClose]).await;
    let client = hasty(&server.url()).build().unwrap();
    client.send(&Assign).await.unwrap_err();
    let text = traced();
    let lines: Vec<_> = text
        .lines()
        .filter(|l| l.contains("trunkline_transport"))
        .collect();
    let has = |words: &[&str]| lines.iter().any(|line| words.iter().all(|w| line.contains(w)));
    assert!(
        has(&[
            "DEBUG",
            "sending",
            "attempt=1",
            "method=PATCH",
            "target=/things/7"
        ]),
        "{text}"
    );
    assert!(has(&["DEBUG", "answered", "status=503"]), "{text}");
    assert!(
        has(&["DEBUG", "trying again", "attempt=1", "cause=status 503"]),
        "{text}"
    );
    assert!(
        has(&["WARN", "given up", "attempts=4", "no attempts left"]),
        "{text}"
    );
    let span = [
        "INFO",
        "operation{",
        "op=\"acme.things.assign\"",
        "carrier=\"acme\"",
        "attempts=4",
        "applied=Unknown",
        "error.type=ConnectionLost",
    ];
    assert!(has(&span), "{text}");
    // The attempts, by OpenTelemetry's conventions for HTTP clients.
    let port = format!("server.port={}", server.address().port());
    let first = [
        "close",
        "attempt{otel.name=\"PATCH\" otel.kind=\"client\" http.request.method=\"PATCH\"",
        "server.address=\"127.0.0.1\"",
        &port,
        "url.path=\"/things/7\"",
        "http.response.status_code=503",
        "error.type=\"503\"",
    ];
    assert!(has(&first), "{text}");
    let last = [
        "close",
        "attempt{",
        "http.request.resend_count=3",
        "error.type=ConnectionLost",
    ];
    assert!(has(&last), "{text}");
}

#[tokio::test]
async fn keys_that_the_carrier_repeats_are_traced_no_more_than_ours() {
    capture();
    let echo = format!(
        "retry-after: Basic {0}\r\nserver: {PLANTED}\r\nlocation: /{0}\r\n",
        encoded()
    );
    let body = format!("Authorization: Basic {} is {PLANTED}", encoded());
    for status in [200, 302, 400, 429, 503] {
        let server = Server::start([Act::answer_with(status, &echo, &body)]).await;
        let credentials = BasicAuth::new("user", PLANTED.to_owned().into());
        let client = hasty(&server.url()).authorizer(credentials).build().unwrap();
        // Any text is a success of this call.
        if let Err(error) = client.send(&Show).await {
            assert_clean(&format!(
                "{error} {error:#?} {:?} {:?}",
                error.body_snippet(),
                error.hint()
            ));
        }
    }
    assert!(traced().contains("server: ***"), "{}", traced());
    assert_clean(&traced());
}

#[test]
fn urls_that_are_not_checked_yet_show_no_keys() {
    let url = format!("http://127.0.0.1:1/?key={PLANTED}#{PLANTED}");
    assert_clean(&format!("{:?} {:?}", hasty(&url), Proxy::new(&url)));
    assert!(format!("{:?}", Proxy::new(&url)).contains("http://127.0.0.1:1/"));
}
