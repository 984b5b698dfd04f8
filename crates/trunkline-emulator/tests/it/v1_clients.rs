//! Flowroute v1 over TCP, byte for byte as the vendor's own clients speak (docs/contracts/flowroute-v1.md §1.2).

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::{Emulator, Signatures};
use trunkline_testkit::flowroute_v1::{KEY, SECRET, basic, message, signature, timestamp};

/// Sends bytes, and takes the answer apart: status, head, body.
async fn exchange(emulator: &Emulator, request: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(emulator.listen_addr().unwrap()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_ascii_lowercase(), body.to_owned())
}

/// What a client puts on the wire: request line, the headers it has, and a body.
struct Wire<'a> {
    method: &'a str,
    /// As sent.
    target: &'a str,
    host: String,
    headers: &'a [&'a str],
    body: Option<&'a str>,
    timestamp: String,
    /// The signed address and query.
    signed: (String, &'a str),
}

impl Wire<'_> {
    async fn send(&self, emulator: &Emulator) -> (u16, String, String) {
        let (url, query) = &self.signed;
        let text = message(
            &self.timestamp,
            self.method,
            url,
            query,
            self.body.map(str::as_bytes),
        );
        let mut request = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\nAuthorization: {}\r\nX-Timestamp: {}\r\nConnection: close\r\n",
            self.method,
            self.target,
            self.host,
            basic(KEY, &signature(SECRET, &text)),
            self.timestamp,
        );
        for header in self.headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        if let Some(body) = self.body {
            request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        } else {
            request.push_str("\r\n");
        }
        exchange(emulator, &request).await
    }
}

fn port(emulator: &Emulator) -> u16 {
    emulator.listen_addr().unwrap().port()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

const RUBY: &[&str] = &["User-Agent: Flowroute SDK 1.0", "Accept-Encoding: gzip"];
const RUBY_BODY: &[&str] = &[
    "User-Agent: Flowroute SDK 1.0",
    "Accept-Encoding: gzip",
    "Content-Type: application/json; charset=utf-8",
];

/// Ruby: the port is left out of the URL, called and signed; no `Accept` but on lists; the canonical query on the wire.
#[tokio::test]
async fn ruby() {
    // Ruby's form is the documented one, so it passes the strict check too.
    for signatures in [Signatures::Strict, Signatures::Lenient] {
        let emulator = Emulator::builder()
            .flowroute_v1_signatures(signatures)
            .start()
            .await
            .unwrap();
        let call = |method, target: &'static str, body, headers| {
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            Wire {
                method,
                target,
                host: "127.0.0.1".to_owned(),
                headers,
                body,
                timestamp: timestamp(0),
                signed: (format!("http://127.0.0.1{path}"), query),
            }
        };
        let list = call("GET", "/flowroute/v1/available-tns/npas/?limit=3", None, RUBY);
        let (status, head, body) = list.send(&emulator).await;
        assert_eq!(status, 200, "{body}");
        assert!(head.contains("content-type: application/json"), "{head}");
        assert_eq!(json(&body)["npas"].as_object().unwrap().len(), 3);

        let blank = "/flowroute/v1/available-tns/tns/?limit=3&ratecenter=NEW+YORK&state=NY";
        let (status, _, body) = call("GET", blank, None, RUBY).send(&emulator).await;
        assert_eq!(status, 200, "{body}");

        let buy = call(
            "PUT",
            "/flowroute/v1/tns/12064205780",
            Some(r#"{"billing_method": "METERED"}"#),
            RUBY_BODY,
        );
        let (status, head, body) = buy.send(&emulator).await;
        assert_eq!((status, body.as_str()), (201, ""));
        assert!(head.contains("content-length: 0"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");

        let route = call(
            "PUT",
            "/flowroute/v1/routes/HOSTroute2",
            Some(r#"{"type": "HOST", "value": "24.239.23.40:5060"}"#),
            RUBY_BODY,
        );
        assert_eq!(route.send(&emulator).await.0, 201);
        let update = call(
            "PATCH",
            "/flowroute/v1/tns/12064205780",
            Some(r#"{"routes": [{"name":"HOSTroute2"},{"name":"URIroute1"}]}"#),
            RUBY_BODY,
        );
        let (status, _, body) = update.send(&emulator).await;
        assert_eq!((status, body.as_str()), (200, ""));
        let details = call("GET", "/flowroute/v1/tns/12064205780", None, RUBY);
        let (status, _, body) = details.send(&emulator).await;
        assert_eq!(status, 200);
        assert_eq!(json(&body)["routes"][0]["name"], "HOSTroute2");
        assert_eq!(emulator.audit().purchases("+12064205780"), 1);
    }
}

/// Python: no `Z`, the port stays in, a bare `?` at the end, parameters without value are dropped.
#[tokio::test]
async fn python() {
    let emulator = Emulator::start().await.unwrap();
    let host = format!("127.0.0.1:{}", port(&emulator));
    let stamp = || timestamp(0).trim_end_matches('Z').to_owned();
    let call = |method, target: &'static str, path: &str, query, body| Wire {
        method,
        target,
        host: host.clone(),
        headers: &[
            "user-agent: Flowroute SDK 1.0",
            "Accept: */*",
            "content-type: application/json; charset=utf-8",
        ],
        body,
        timestamp: stamp(),
        signed: (format!("http://{host}{path}"), query),
    };
    let path = "/flowroute/v1/tns/12064205780";
    let body = r#"{"billing_method": "METERED"}"#;
    let buy = call("PUT", "/flowroute/v1/tns/12064205780?", path, "", Some(body));
    assert_eq!(buy.send(&emulator).await.0, 201);
    let path = "/flowroute/v1/tns/";
    let list = call(
        "GET",
        "/flowroute/v1/tns/?limit=10&pattern=4205",
        path,
        "limit=10&pattern=4205",
        None,
    );
    let (status, _, body) = list.send(&emulator).await;
    assert_eq!(status, 200, "{body}");
    assert!(json(&body)["tns"]["12064205780"].is_object());
}

/// PHP: no `Z`, parameters in the order of the call, `*` escaped.
#[tokio::test]
async fn php() {
    let emulator = Emulator::start().await.unwrap();
    let query = "state=WA&limit=3&npa=206&ratecenter=SEATTLE";
    let call = Wire {
        method: "GET",
        target: "/flowroute/v1/available-tns/tns/?state=WA&limit=3&npa=206&ratecenter=SEATTLE",
        host: format!("127.0.0.1:{}", port(&emulator)),
        headers: &["user-agent: Flowroute SDK 1.0", "Accept: application/json"],
        body: None,
        timestamp: timestamp(0).trim_end_matches('Z').to_owned(),
        signed: (
            "http://127.0.0.1/flowroute/v1/available-tns/tns/".to_owned(),
            query,
        ),
    };
    let (status, _, body) = call.send(&emulator).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(json(&body)["tns"].as_object().unwrap().len(), 3);
}

/// Node: the signed query is not escaped, the one on the wire is; the port stays in.
#[tokio::test]
async fn node() {
    let emulator = Emulator::start().await.unwrap();
    let host = format!("127.0.0.1:{}", port(&emulator));
    let call = Wire {
        method: "GET",
        target: "/flowroute/v1/available-tns/tns/?limit=2&ratecenter=NEW%20YORK&state=NY",
        host: host.clone(),
        headers: &["user-agent: Flowroute SDK 1.0", "accept: application/json"],
        body: None,
        timestamp: timestamp(0),
        signed: (
            format!("http://{host}/flowroute/v1/available-tns/tns/"),
            "limit=2&ratecenter=NEW YORK&state=NY",
        ),
    };
    assert_eq!(call.send(&emulator).await.0, 200);
}

/// .NET: pairs sorted as texts; the exchange goes out under the key of the area code, and the last one counts.
#[tokio::test]
async fn dot_net() {
    let emulator = Emulator::start().await.unwrap();
    let call = Wire {
        method: "GET",
        target: "/flowroute/v1/available-tns/tns/?npa=206&npa=201&limit=10&page=1",
        host: format!("127.0.0.1:{}", port(&emulator)),
        headers: &["Accept: application/json"],
        body: None,
        timestamp: timestamp(0).trim_end_matches('Z').to_owned(),
        signed: (
            "http://127.0.0.1/flowroute/v1/available-tns/tns/".to_owned(),
            "limit=10&npa=201&npa=206&page=1",
        ),
    };
    let (status, _, body) = call.send(&emulator).await;
    assert_eq!(status, 200, "{body}");
    let body = json(&body);
    assert!(
        body["tns"]
            .as_object()
            .unwrap()
            .keys()
            .all(|number| number.starts_with("1201"))
    );
}

/// Through an HTTP proxy, a client keeps the vendor's address and signs for it.
#[tokio::test]
async fn through_a_proxy() {
    for signatures in [Signatures::Strict, Signatures::Lenient] {
        let emulator = Emulator::builder()
            .flowroute_v1_signatures(signatures)
            .start()
            .await
            .unwrap();
        let call = Wire {
            method: "GET",
            target: "http://api.flowroute.com/v1/routes/?limit=10",
            host: "api.flowroute.com".to_owned(),
            headers: RUBY,
            body: None,
            timestamp: timestamp(0),
            signed: ("http://api.flowroute.com/v1/routes/".to_owned(), "limit=10"),
        };
        let (status, _, body) = call.send(&emulator).await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(
            json(&body)["routes"]["sip-reg"],
            json!({"type": "SIP-REG", "value": null})
        );
    }
}

/// A signature of zero bytes of body: hashed by one client, left out by the others.
#[tokio::test]
async fn an_empty_body() {
    let emulator = Emulator::start().await.unwrap();
    for signed_body in [Some(""), None] {
        let now = timestamp(0);
        let url = "http://127.0.0.1/flowroute/v1/tns/12064205780";
        let text = message(&now, "PUT", url, "", signed_body.map(str::as_bytes));
        let request = format!(
            "PUT /flowroute/v1/tns/12064205780 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {}\r\n\
             X-Timestamp: {now}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            basic(KEY, &signature(SECRET, &text))
        );
        // Signed well enough to be told that the body is wrong.
        assert_eq!(exchange(&emulator, &request).await.0, 422);
    }
}
