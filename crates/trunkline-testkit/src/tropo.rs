//! A client of Tropo for the in-process emulator.

use base64::Engine as _;
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tower_service::Service;
use trunkline_emulator::{Emulator, EmulatorService};

use crate::Reply;

/// Where the service is that the tests call.
pub const BASE: &str = "http://127.0.0.1:4010/tropo/v1/";

/// An emulator and a way to call it.
#[derive(Debug)]
pub struct Lab {
    /// The emulator that is called.
    pub emulator: Emulator,
    service: EmulatorService,
    basic: String,
}

fn basic(user: &str, password: &str) -> String {
    let login = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    format!("Basic {login}")
}

impl Default for Lab {
    fn default() -> Self {
        Self::new()
    }
}

impl Lab {
    /// An emulator with its defaults.
    pub fn new() -> Self {
        Self::of(Emulator::builder().build().unwrap())
    }

    /// A client for this emulator.
    pub fn of(emulator: Emulator) -> Self {
        let service = emulator.service();
        let basic = basic("emulator", "emulator");
        Self {
            emulator,
            service,
            basic,
        }
    }

    /// The same emulator, called by another user.
    pub fn as_user(&self, user: &str, password: &str) -> LabOf<'_> {
        LabOf(self, basic(user, password))
    }

    /// A new user, confirmed.
    pub async fn signed_up(&self, user: &str, password: &str) -> LabOf<'_> {
        let new = json!({
            "username": user, "password": password, "firstName": "a", "lastName": "b", "email": "c",
        });
        let created = self.post("users", new).await;
        let key = json!({"key": created["confirmationKey"], "endUserHost": "127.0.0.1"});
        self.post(&format!("users/{user}/confirmations"), key).await;
        self.as_user(user, password)
    }

    /// Sends a request as it is; the answer must arrive.
    pub async fn send(&self, request: Request<Bytes>) -> Reply {
        self.service.clone().call(request).await.unwrap().into()
    }

    /// A call with this content type and body.
    pub async fn raw(&self, method: &str, path: &str, content_type: Option<&str>, body: &str) -> Reply {
        self.raw_as(&self.basic, method, path, content_type, body).await
    }

    async fn raw_as(
        &self,
        login: &str,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: &str,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{BASE}{path}"))
            .header("authorization", login);
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        self.send(request.body(Bytes::from(body.to_owned())).unwrap())
            .await
    }

    /// As the gem does it: a content type and no `Accept`, body or not.
    pub async fn call(&self, method: &str, path: &str) -> Reply {
        self.raw(method, path, Some("application/json"), "").await
    }

    /// The document of a successful GET.
    pub async fn get(&self, path: &str) -> Value {
        self.call("GET", path).await.ok()
    }

    /// A call with a JSON body.
    pub async fn with(&self, method: &str, path: &str, body: Value) -> Reply {
        self.raw(method, path, Some("application/json"), &body.to_string())
            .await
    }

    /// The document of a successful POST.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.with("POST", path, body).await.ok()
    }

    /// The document of a successful PUT.
    pub async fn put(&self, path: &str, body: Value) -> Value {
        self.with("PUT", path, body).await.ok()
    }

    /// A new application's id.
    pub async fn application(&self, name: &str) -> String {
        last(&self.post("applications", json!({"name": name})).await)
    }

    /// A control call.
    pub async fn control(&self, method: &str, path: &str, body: Value) -> Reply {
        let uri = format!("http://127.0.0.1:4010/_emulator/{path}");
        let request = Request::builder().method(method).uri(uri);
        self.send(request.body(Bytes::from(body.to_string())).unwrap())
            .await
    }

    /// Changes switches under `tropo`.
    pub async fn switch(&self, switches: Value) {
        let reply = self
            .control("PATCH", "switches", json!({"tropo": switches}))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }

    /// Fails if an invariant is broken.
    pub fn assert_books_agree(&self) {
        let audit = self.emulator.audit();
        assert!(audit.violations().is_empty(), "{:?}", audit.violations());
    }
}

/// The same emulator, called by another user.
#[derive(Debug)]
pub struct LabOf<'a>(&'a Lab, String);

impl LabOf<'_> {
    /// A call without a body.
    pub async fn call(&self, method: &str, path: &str) -> Reply {
        self.0.raw_as(&self.1, method, path, None, "").await
    }

    /// A call with a JSON body.
    pub async fn with(&self, method: &str, path: &str, body: Value) -> Reply {
        let body = body.to_string();
        self.0
            .raw_as(&self.1, method, path, Some("application/json"), &body)
            .await
    }
}

/// The last segment of a link, as the gem takes it.
pub fn last(document: &Value) -> String {
    let href = document["href"].as_str().unwrap();
    href.rsplit('/').next().unwrap().to_owned()
}

/// One member of everything in a list.
pub fn each(list: &Value, member: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items
        .filter_map(|item| item[member].as_str().map(str::to_owned))
        .collect()
}
