//! A client for the in-process emulator that sends what it is told and nothing else.
#![allow(
    missing_docs,
    dead_code,
    unreachable_pub,
    reason = "every test file uses a part of it"
)]

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use serde_json::Value;
use tower_service::Service;
use trunkline_emulator::{Dropped, Emulator, EmulatorService};

/// `11223344:emulator-secret-0123456789abcdef`.
pub const BASIC: &str = "Basic MTEyMjMzNDQ6ZW11bGF0b3Itc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWY=";

pub const JSON_API: &str = "application/vnd.api+json";

/// An emulator and a way to call it.
pub struct Lab {
    pub emulator: Emulator,
    service: EmulatorService,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {:?}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The first error of the envelope.
    pub fn error(&self) -> Value {
        self.json()["errors"][0].clone()
    }

    /// Status, and detail of the first error.
    pub fn refusal(&self) -> (u16, Value) {
        (self.status, self.error()["detail"].clone())
    }
}

impl Lab {
    pub fn new() -> Self {
        Self::of(Emulator::builder().rate_limits(None, None).build().unwrap())
    }

    pub fn of(emulator: Emulator) -> Self {
        Self {
            service: emulator.service(),
            emulator,
        }
    }

    pub async fn try_send(&self, request: Request<Bytes>) -> Result<Reply, Dropped> {
        let response: Response<Bytes> = self.service.clone().call(request).await?;
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(body.to_vec()).unwrap();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text,
        })
    }

    pub async fn send(&self, request: Request<Bytes>) -> Reply {
        self.try_send(request).await.unwrap()
    }

    /// A call with credentials; paths are the carrier's own, as if it were the real host.
    pub fn request(method: &str, path: &str, content_type: Option<&str>, body: &str) -> Request<Bytes> {
        let uri = format!("https://api.flowroute.com{path}");
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header("authorization", BASIC);
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        request.body(Bytes::from(body.to_owned())).unwrap()
    }

    pub async fn call(&self, method: &str, path: &str) -> Reply {
        self.send(Self::request(method, path, None, "")).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path).await
    }

    pub async fn with(&self, method: &str, path: &str, body: Value) -> Reply {
        self.send(Self::request(method, path, Some(JSON_API), &body.to_string()))
            .await
    }

    pub async fn raw(&self, method: &str, path: &str, content_type: Option<&str>, body: &str) -> Reply {
        self.send(Self::request(method, path, content_type, body)).await
    }

    /// A control call.
    pub async fn control(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("/_emulator/{path}"));
        self.send(request.body(Bytes::from(body)).unwrap()).await
    }

    pub async fn switch(&self, switches: Value) {
        let reply = self.control("PATCH", "switches", Some(switches)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }

    pub async fn buy(&self, number: &str) -> Reply {
        let reply = self.call("POST", &format!("/v2/numbers/{number}")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply
    }

    pub fn assert_books_agree(&self) {
        let audit = self.emulator.audit();
        assert!(audit.violations().is_empty(), "{:?}", audit.violations());
        assert_eq!(audit.double_purchases(), 0);
    }
}

/// Every id in `data` of a list.
pub fn ids(list: &Value) -> Vec<String> {
    let data = list["data"].as_array().unwrap();
    data.iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}
