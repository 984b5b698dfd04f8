//! A client of Flowroute v1 for the in-process emulator; it signs with its own code, as the contract describes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use md5::{Digest, Md5};
use serde_json::Value;
use sha1::Sha1;
use trunkline_emulator::Emulator;

use crate::Reply;
use crate::flowroute::Lab;

/// Access key.
pub const KEY: &str = "11223344";
/// Secret key.
pub const SECRET: &str = "emulator-secret-0123456789abcdef";

/// Where the in-process calls go; signed without the port.
const CALLED: &str = "http://127.0.0.1:4010/flowroute";
const SIGNED: &str = "http://127.0.0.1/flowroute";

/// `YYYY-MM-DDTHH:MM:SSZ`, so many seconds from now.
pub fn timestamp(ahead: i64) -> String {
    let now = jiff::Timestamp::now().as_second() + ahead;
    let text = jiff::Timestamp::from_second(now).unwrap();
    text.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The lines that are signed. `url` has no query; `body` is `None` for a request without one.
pub fn message(timestamp: &str, method: &str, url: &str, query: &str, body: Option<&[u8]>) -> String {
    let hash = body.map(|body| hex(&Md5::digest(body))).unwrap_or_default();
    format!("{timestamp}\n{method}\n{hash}\n{url}\n{query}")
}

/// HMAC-SHA1 in hexadecimal.
pub fn signature(secret: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// The `Authorization` header.
pub fn basic(key: &str, signature: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{key}:{signature}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A signed call of `/v1/...`; the query must be canonical already.
pub fn signed(method: &str, target: &str, body: Option<&str>, timestamp: &str) -> Request<Bytes> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let bytes = body.map(str::as_bytes);
    let message = message(timestamp, method, &format!("{SIGNED}{path}"), query, bytes);
    Request::builder()
        .method(method)
        .uri(format!("{CALLED}{target}"))
        .header("host", "127.0.0.1:4010")
        .header("authorization", basic(KEY, &signature(SECRET, &message)))
        .header("x-timestamp", timestamp)
        .header("content-type", "application/json; charset=utf-8")
        .body(Bytes::from(body.unwrap_or_default().to_owned()))
        .unwrap()
}

/// An emulator without a listener, called through v1.
#[derive(Debug)]
#[non_exhaustive]
pub struct V1 {
    /// The emulator that is called, and a way to call v2.
    pub lab: Lab,
}

impl Default for V1 {
    fn default() -> Self {
        Self::new()
    }
}

impl V1 {
    /// An emulator with its defaults.
    pub fn new() -> Self {
        Self::of(Emulator::builder().build().unwrap())
    }

    /// A client for this emulator.
    pub fn of(emulator: Emulator) -> Self {
        Self {
            lab: Lab::of(emulator),
        }
    }

    /// A signed call.
    pub async fn call(&self, method: &str, target: &str, body: Option<&str>) -> Reply {
        self.lab.send(signed(method, target, body, &timestamp(0))).await
    }

    /// A signed GET.
    pub async fn get(&self, target: &str) -> Reply {
        self.call("GET", target, None).await
    }

    /// The document of a successful read.
    pub async fn read(&self, target: &str) -> Value {
        let reply = self.get(target).await;
        assert_eq!(reply.status, 200, "{target}: {}", reply.text);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        reply.json()
    }

    /// A signed PUT.
    pub async fn put(&self, target: &str, body: &str) -> Reply {
        self.call("PUT", target, Some(body)).await
    }

    /// A signed PATCH.
    pub async fn patch(&self, target: &str, body: &str) -> Reply {
        self.call("PATCH", target, Some(body)).await
    }

    /// Buys a number.
    pub async fn buy(&self, number: &str) -> Reply {
        self.put(&format!("/v1/tns/{number}"), r#"{"billing_method": "METERED"}"#)
            .await
    }

    /// The keys of a list, in the order of the document.
    pub async fn keys(&self, target: &str, member: &str) -> Vec<String> {
        let document = self.read(target).await;
        let items = document.get(member).and_then(Value::as_object);
        items
            .map(|items| items.keys().cloned().collect())
            .unwrap_or_default()
    }
}

/// Status and text of an error.
pub fn refusal(reply: &Reply) -> (u16, String) {
    let document = reply.json();
    let members = document.as_object().unwrap();
    assert_eq!(members.len(), 1, "{document}");
    assert_eq!(reply.header("content-type"), Some("application/json"));
    (reply.status, members["error"].as_str().unwrap().to_owned())
}

/// What a successful write answers.
pub fn assert_empty(reply: &Reply, status: u16) {
    assert_eq!((reply.status, reply.text.as_str()), (status, ""));
    assert_eq!(reply.header("content-type"), Some("application/json"));
}
