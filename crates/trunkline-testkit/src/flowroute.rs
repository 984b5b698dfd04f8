//! A client of Flowroute v2 for the in-process emulator.

use bytes::Bytes;
use http::Request;
use serde_json::Value;
use tower_service::Service;
use trunkline_emulator::{Dropped, Emulator, EmulatorService};

use crate::Reply;

/// The `Authorization` of `11223344:emulator-secret-0123456789abcdef`.
pub const BASIC: &str = "Basic MTEyMjMzNDQ6ZW11bGF0b3Itc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWY=";

/// Media type of v2.
pub const JSON_API: &str = "application/vnd.api+json";

/// An emulator and a way to call it.
#[derive(Debug)]
pub struct Lab {
    /// The emulator that is called.
    pub emulator: Emulator,
    service: EmulatorService,
}

impl Default for Lab {
    fn default() -> Self {
        Self::new()
    }
}

impl Lab {
    /// An emulator without a limit on messages per second.
    pub fn new() -> Self {
        Self::of(Emulator::builder().rate_limits(None, None).build().unwrap())
    }

    /// A client for this emulator.
    pub fn of(emulator: Emulator) -> Self {
        Self {
            service: emulator.service(),
            emulator,
        }
    }

    /// Sends a request as it is.
    pub async fn try_send(&self, request: Request<Bytes>) -> Result<Reply, Dropped> {
        self.service.clone().call(request).await.map(Reply::from)
    }

    /// Sends a request as it is; the answer must arrive.
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

    /// A call without a body.
    pub async fn call(&self, method: &str, path: &str) -> Reply {
        self.send(Self::request(method, path, None, "")).await
    }

    /// A GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path).await
    }

    /// A call with a JSON:API body.
    pub async fn with(&self, method: &str, path: &str, body: Value) -> Reply {
        self.send(Self::request(method, path, Some(JSON_API), &body.to_string()))
            .await
    }

    /// A call with this content type and body.
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

    /// Changes switches.
    pub async fn switch(&self, switches: Value) {
        let reply = self.control("PATCH", "switches", Some(switches)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }

    /// Buys a number; it must succeed.
    pub async fn buy(&self, number: &str) -> Reply {
        let reply = self.call("POST", &format!("/v2/numbers/{number}")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply
    }

    /// Fails if an invariant is broken or a number was bought twice.
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
