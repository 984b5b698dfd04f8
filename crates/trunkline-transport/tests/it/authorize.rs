//! Who we are and whom we talk to: base URL, signatures, headers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{Request, Response};
use trunkline_core::{Applied, ErrorKind, Operation};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_testkit::server::{Act, Server};
use trunkline_transport::{
    AuthorizeError, Authorizer, BasicAuth, Client, ClientBuilder, Reauthorize, RetryPolicy,
};

use crate::support::calls::{Assign, Buy, CARRIER, Release, Show};
use crate::support::hasty;

fn scripted(url: &str, script: &Carrier) -> ClientBuilder {
    Client::builder(url)
        .service(script.clone())
        .jitter(|_| Duration::ZERO)
}

fn get(target: &str) -> Request<Bytes> {
    Request::get(target).body(Bytes::new()).unwrap()
}

#[tokio::test]
async fn the_base_url_keeps_its_path_and_loses_its_slash() {
    for (base, clean, full) in [
        (
            "https://a.example",
            "https://a.example",
            "https://a.example/things/7",
        ),
        (
            "https://a.example/",
            "https://a.example",
            "https://a.example/things/7",
        ),
        (
            "https://a.example:8443/tropo/v1/",
            "https://a.example:8443/tropo/v1",
            "https://a.example:8443/tropo/v1/things/7",
        ),
        (
            "http://127.0.0.1:4010/flowroute",
            "http://127.0.0.1:4010/flowroute",
            "http://127.0.0.1:4010/flowroute/things/7",
        ),
        (
            "http://[::1]:4010",
            "http://[::1]:4010",
            "http://[::1]:4010/things/7",
        ),
        (
            "http://localhost",
            "http://localhost",
            "http://localhost/things/7",
        ),
    ] {
        let script = Carrier::new([Answer::new(200, "ok")]);
        let client = scripted(base, &script).build().unwrap();
        assert_eq!(client.base_url(), clean);
        client.send(&Show).await.unwrap();
        assert_eq!(script.requests()[0].uri(), full);
    }
}

#[tokio::test]
async fn base_urls_that_cannot_be_meant() {
    for (url, rule) in [
        ("https://a.example/?x=1", "must have no query"),
        ("https://a.example/#top", "must have no fragment"),
        ("https://me:hush@a.example/", "must have no user name or password"),
        ("http://a.example/", "must begin with https:// unless"),
        ("http://evil.localhost/", "must begin with https:// unless"),
        ("http://localhost.a.example/", "must begin with https:// unless"),
        ("http://127.0.0.1:99999", "must have no port, or one"),
        ("http://127.0.0.1:", "must have no port, or one"),
        ("https://a.example:65536/v2", "must have no port, or one"),
        ("https://a.example:0", "must have no port, or one"),
        ("https://[::1]:/v2", "must have no port, or one"),
        ("ftp://a.example/", "must begin with https://"),
        ("a.example", "must begin with https://"),
        ("/v2", "must begin with https://"),
        ("https://", "is not a URL"),
        ("", "is not a URL"),
    ] {
        let error = Client::builder(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let line = error.to_string();
        assert!(
            line.starts_with(&format!("trunkline client.build: the base URL {rule}")),
            "{url}: {line}"
        );
        assert!(!line.contains("hush"), "{line}");
    }
    let script = Carrier::new([Answer::new(200, "ok")]);
    assert!(
        scripted("http://a.example", &script)
            .allow_plain_http(true)
            .build()
            .is_ok()
    );
}

#[tokio::test]
async fn a_builder_builds_what_wraps_a_client() {
    #[derive(Debug)]
    struct Acme(Client);
    impl From<Client> for Acme {
        fn from(client: Client) -> Self {
            Self(client)
        }
    }
    let builder = ClientBuilder::<Acme>::new("https://a.example").base_url("http://127.0.0.1:1");
    assert_eq!(builder.build().unwrap().0.base_url(), "http://127.0.0.1:1");
}

#[tokio::test]
async fn credentials_go_to_the_configured_origin_only() {
    let script = Carrier::new([Answer::new(200, "ok")]);
    let client = scripted("https://a.example/v2", &script).build().unwrap();
    for target in [
        "https://b.example/v2/x",
        "http://a.example/v2/x",
        "https://a.example:444/v2/x",
    ] {
        let error = client.raw(get(target)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::InvalidInput, Applied::No)
        );
    }
    assert_eq!(script.count(""), 0);
    client.raw(get("https://a.example/v2/x?y=1")).await.unwrap();
    client.raw(get("/x?y=1")).await.unwrap();
    for request in script.requests() {
        assert_eq!(request.uri(), "https://a.example/v2/x?y=1");
    }
}

#[tokio::test]
async fn the_headers_of_a_request() {
    let server = Server::start([Act::answer(200, "ok")]).await;
    let client = hasty(&server.url())
        .authorizer(BasicAuth::new("user", "pass".into()))
        .build()
        .unwrap();
    client.send(&Show).await.unwrap();
    client.send(&Buy).await.unwrap();
    client.send(&Release).await.unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let rest = format!(
        "accept: application/json\r\nhost: {}\r\nuser-agent: trunkline/{version}\r\n",
        server.address()
    );
    let auth = "authorization: Basic dXNlcjpwYXNz\r\n\r\n";
    let zero = "content-length: 0\r\n";
    let expected = [
        format!("GET /things/7 HTTP/1.1\r\n{rest}{auth}"),
        format!("POST /things/7 HTTP/1.1\r\n{rest}{zero}{auth}"),
        format!("DELETE /things/7 HTTP/1.1\r\n{rest}{zero}{auth}"),
    ];
    assert_eq!(server.requests(), expected);
}

#[tokio::test]
async fn a_user_name_with_a_colon_is_refused_before_anything_is_sent() {
    let script = Carrier::new([Answer::new(200, "ok")]);
    let auth = BasicAuth::new("us:er", "pass".into());
    let error = scripted("https://a.example", &script)
        .authorizer(auth)
        .build()
        .unwrap()
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), script.count(""), error.attempts()),
        (ErrorKind::Configuration, 0, 1),
        "{error}"
    );
}

/// Signs with the number of the signature and the corrected time.
#[derive(Default)]
struct Stamp {
    signatures: AtomicU64,
    /// Seconds that our clock is behind.
    skew: AtomicU64,
}

impl Authorizer for Stamp {
    fn authorize(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), AuthorizeError> {
        assert!(request.uri().host().is_some(), "the final target is signed");
        let number = self.signatures.fetch_add(1, Ordering::SeqCst) + 1;
        let time = now.duration_since(UNIX_EPOCH).unwrap().as_secs() + self.skew.load(Ordering::SeqCst);
        request
            .headers_mut()
            .insert("x-stamp", format!("{number} at {time}").parse().unwrap());
        Ok(())
    }

    fn on_refusal(&self, response: &Response<Bytes>, now: SystemTime) -> Reauthorize {
        if response.status() != 401 {
            return Reauthorize::No;
        }
        let theirs: u64 = response.headers()["x-time"].to_str().unwrap().parse().unwrap();
        self.skew.store(
            theirs - now.duration_since(UNIX_EPOCH).unwrap().as_secs(),
            Ordering::SeqCst,
        );
        Reauthorize::Once
    }
}

fn stamps(script: &Carrier) -> Vec<String> {
    let stamp = |r: &Request<Bytes>| r.headers()["x-stamp"].to_str().unwrap().to_owned();
    script.requests().iter().map(stamp).collect()
}

fn stamped(script: &Carrier) -> ClientBuilder {
    let at_1000 = || UNIX_EPOCH + Duration::from_secs(1000);
    scripted("https://a.example", script)
        .authorizer(Stamp::default())
        .clock(at_1000)
}

#[tokio::test]
async fn every_attempt_is_signed_freshly() {
    let script = Carrier::new([Answer::new(500, ""), Answer::new(500, ""), Answer::new(200, "ok")]);
    stamped(&script).build().unwrap().send(&Show).await.unwrap();
    assert_eq!(stamps(&script), ["1 at 1000", "2 at 1000", "3 at 1000"]);
}

const LATER: &[(&str, &str)] = &[("x-time", "1060")];

#[tokio::test(start_paused = true)]
async fn a_refused_signature_may_be_made_once_more_even_for_a_purchase() {
    let script = Carrier::new([Answer::with(401, LATER, ""), Answer::new(201, "yours")]);
    let client = stamped(&script).jitter(|up_to| up_to).build().unwrap();
    assert_eq!(client.send(&Buy).await.unwrap(), "yours");
    assert_eq!(stamps(&script), ["1 at 1000", "2 at 1060"]);
    assert_eq!(script.times(), [Duration::ZERO; 2], "without a wait");
    // What was learned stays learned.
    client.send(&Buy).await.unwrap();
    assert_eq!(stamps(&script)[2], "3 at 1060");
}

#[tokio::test]
async fn a_signature_is_made_once_more_and_not_for_ever() {
    let script = Carrier::new([Answer::with(401, LATER, "")]);
    let error = stamped(&script).build().unwrap().send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Unauthorized, Applied::No)
    );
    assert_eq!(script.count(""), 2);

    let script = Carrier::new([Answer::with(401, LATER, "")]);
    stamped(&script)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(script.count(""), 1);
}

#[tokio::test]
async fn a_signature_refused_after_doubt_does_not_take_the_doubt_away() {
    let script = Carrier::new([Answer::Lost, Answer::with(401, LATER, ""), Answer::new(422, "")]);
    let error = stamped(&script).build().unwrap().send(&Assign).await.unwrap_err();
    assert_eq!((script.count(""), error.applied()), (3, Applied::Unknown));
}

#[tokio::test]
async fn a_raw_request_is_a_purchase_unless_it_says_otherwise() {
    let script = Carrier::new([Answer::new(500, "")]);
    let client = scripted("https://a.example", &script)
        .carrier(&CARRIER)
        .build()
        .unwrap();
    assert_eq!(client.raw(get("/x")).await.unwrap().status(), 500);
    assert_eq!(script.count(""), 1);
    let mut request = get("/x");
    request
        .extensions_mut()
        .insert(Operation::read(&CARRIER, "acme.x"));
    client.raw(request).await.unwrap();
    assert_eq!(script.count(""), 5);

    let script = Carrier::new([Answer::Lost]);
    let client = scripted("https://a.example", &script)
        .carrier(&CARRIER)
        .build()
        .unwrap();
    let line = client.raw(get("/x")).await.unwrap_err().to_string();
    assert!(
        line.starts_with("acme raw: outcome unknown, the connection failed; it may have been done"),
        "{line}"
    );
}
