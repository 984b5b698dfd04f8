//! A small carrier in memory, which loses answers when told to.

use std::collections::BTreeMap;
use std::io::{Error as IoError, ErrorKind as IoKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};
use trunkline_tropo::{Builder, Credentials, Tropo};

use crate::support::response;

/// What happens to a request instead of the usual.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// Refused before anything is done.
    Refuse(u16, &'static str),
    /// Lost on the way to the carrier.
    LoseRequest,
    /// Done, and the answer lost.
    LoseAnswer,
}

#[derive(Default)]
pub(crate) struct State {
    /// Type and value of each address, per application.
    pub(crate) applications: BTreeMap<String, Vec<(String, String)>>,
    pub(crate) pool: Vec<String>,
    pub(crate) users: BTreeMap<String, Value>,
    pub(crate) invitations: BTreeMap<String, Value>,
    pub(crate) cents: i64,
    /// `POST /v1/applications`, in order, lost ones included.
    pub(crate) log: Vec<String>,
    pub(crate) authorization: Vec<String>,
    faults: Vec<(String, usize, Fault)>,
    in_flight: usize,
    pub(crate) most_in_flight: usize,
}

#[derive(Clone, Default)]
pub(crate) struct Fake(Arc<Mutex<State>>);

impl Fake {
    pub(crate) fn new() -> Self {
        let fake = Self::default();
        fake.state(|state| {
            state.pool = vec!["+14075550001".into(), "+14075550002".into()];
            state.users.insert(
                "kim".into(),
                json!({"id": "1", "username": "kim", "status": "active"}),
            );
        });
        fake
    }

    /// What is left when two applications hold one number.
    pub(crate) fn with_two_applications() -> Self {
        let fake = Self::new();
        fake.state(|state| {
            state
                .applications
                .insert("1".into(), vec![("number".into(), "+14075551234".into())]);
            state.applications.insert("2".into(), Vec::new());
        });
        fake
    }

    pub(crate) fn state<R>(&self, look: impl FnOnce(&mut State) -> R) -> R {
        look(&mut self.0.lock().expect("the state"))
    }

    /// The next `times` requests that begin with `request`, as the log has them, meet with `fault`.
    pub(crate) fn fault(&self, request: &str, times: usize, fault: Fault) {
        self.state(|state| state.faults.push((request.into(), times, fault)));
    }

    pub(crate) fn count(&self, request: &str) -> usize {
        self.state(|state| state.log.iter().filter(|line| line.starts_with(request)).count())
    }

    pub(crate) fn builder(&self) -> Builder {
        let fake = self.clone();
        Tropo::builder(Credentials::new("kim", "secret"))
            .base_url("http://localhost/v1")
            .service(tower::service_fn(move |request: Request<Bytes>| {
                let fake = fake.clone();
                async move { fake.answer(request).await }
            }))
    }

    pub(crate) fn client(&self) -> Tropo {
        self.builder().build().expect("a client")
    }

    async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, IoError> {
        let line = format!("{} {}", request.method(), request.uri().path());
        let fault = self.state(|state| {
            state.log.push(line.clone());
            let header = request
                .headers()
                .get("authorization")
                .map(|value| value.as_bytes().to_vec());
            state
                .authorization
                .push(String::from_utf8(header.unwrap_or_default()).expect("text"));
            state.in_flight += 1;
            state.most_in_flight = state.most_in_flight.max(state.in_flight);
            let fault = state
                .faults
                .iter_mut()
                .find(|(at, left, _)| *left > 0 && line.starts_with(at.as_str()))?;
            fault.1 -= 1;
            Some(fault.2)
        });
        tokio::time::sleep(Duration::from_millis(5)).await;
        self.state(|state| state.in_flight -= 1);
        let lost = || IoError::new(IoKind::ConnectionReset, "lost");
        match fault {
            Some(Fault::Refuse(status, body)) => Ok(response(status, body)),
            Some(Fault::LoseRequest) => Err(lost()),
            Some(Fault::LoseAnswer) => {
                self.state(|state| state.act(&line, request.body()));
                Err(lost())
            }
            None => {
                let (status, body) = self.state(|state| state.act(&line, request.body()));
                Ok(response(status, body.to_string()))
            }
        }
    }
}

impl State {
    fn act(&mut self, line: &str, body: &[u8]) -> (u16, Value) {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let (method, path) = line.split_once(' ').expect("a line");
        let path = percent_encoding::percent_decode_str(path)
            .decode_utf8()
            .expect("text")
            .into_owned();
        let path: Vec<&str> = path.trim_matches('/').split('/').skip(1).collect();
        match (method, path.as_slice()) {
            ("GET", ["applications"]) => {
                let list = self.applications.keys();
                (
                    200,
                    list.map(|id| json!({"href": format!("http://x/applications/{id}"), "name": "a"}))
                        .collect(),
                )
            }
            ("POST", ["applications"]) => {
                let id = (self.applications.len() + 1).to_string();
                self.applications
                    .insert(id.clone(), vec![("sip".into(), "9991@sip.tropo.com".into())]);
                (200, json!({"href": format!("http://x/applications/{id}")}))
            }
            ("GET", ["applications", id, "addresses"]) => match self.applications.get(*id) {
                None => (404, Value::Null),
                Some(list) => (
                    200,
                    list.iter()
                        .map(|(kind, value)| address(id, kind, value))
                        .collect(),
                ),
            },
            ("POST", ["applications", id, "addresses"]) => {
                let wanted = body["number"].as_str();
                let Some(at) = self
                    .pool
                    .iter()
                    .position(|free| wanted.is_none_or(|number| number == free))
                else {
                    return (
                        503,
                        json!({"error": "no numbers available for the parameters specified"}),
                    );
                };
                let number = self.pool.remove(at);
                self.attach(id, "number", &number)
            }
            ("POST", ["applications", id, "addresses", kind, value]) => {
                match self.pool.iter().position(|free| free == value) {
                    None => (
                        503,
                        json!({"error": "no numbers available for the parameters specified"}),
                    ),
                    Some(at) => {
                        self.pool.remove(at);
                        self.attach(id, kind, value)
                    }
                }
            }
            ("DELETE", ["applications", id, "addresses", _, value]) => {
                let list = self.applications.get_mut(*id).expect("an application");
                let Some(at) = list.iter().position(|(_, held)| held == value) else {
                    return (404, Value::Null);
                };
                let (_, value) = list.remove(at);
                self.pool.push(value);
                (200, json!({"message": "delete successful"}))
            }
            ("GET", ["usernames", name]) => (
                200,
                json!({"available": !self.users.contains_key(*name), "valid": true}),
            ),
            ("GET", ["users", user]) => match self.user(user) {
                Some(user) => (200, user.clone()),
                None => (404, Value::Null),
            },
            ("POST", ["users"]) => {
                let id = (self.users.len() + 1).to_string();
                let name = body["username"].as_str().expect("a name").to_owned();
                let user = json!({"id": id, "username": name, "status": "pending", "email": body["email"]});
                self.users.insert(name, user);
                (
                    200,
                    json!({"href": format!("http://x/users/{id}"), "confirmationKey": "k1"}),
                )
            }
            ("POST", ["users", user, "confirmations"]) => {
                let user = self.user(user).expect("a user");
                if body["key"] != "k1" || user["status"] != "pending" {
                    return (400, json!({"error": "not accepted"}));
                }
                user["status"] = "active".into();
                (200, json!({"message": "successfully confirmed"}))
            }
            ("PUT", ["users", _, "payment", "method"]) => (200, json!({"href": "http://x/payment/method"})),
            ("POST", ["users", _, "payments"]) => {
                self.cents += (body["amount"].as_f64().expect("a number") * 100.0) as i64;
                (200, json!({"message": "successfully posted payment"}))
            }
            ("GET", ["users", _, "usage"]) => (
                200,
                json!({"balance": format!("{}.{:02}", self.cents / 100, self.cents % 100)}),
            ),
            ("GET", ["invitations", code]) => match self.invitations.get(*code) {
                Some(invitation) => (200, invitation.clone()),
                None => (404, Value::Null),
            },
            ("POST", ["invitations"]) => {
                let code = body["code"].as_str().unwrap_or("RANDOM").to_owned();
                let href = format!("http://x/invitations/{code}");
                self.invitations
                    .insert(code.clone(), json!({"code": code, "href": href}));
                (200, json!({"href": href}))
            }
            other => panic!("no such call: {other:?}"),
        }
    }

    fn attach(&mut self, id: &str, kind: &str, value: &str) -> (u16, Value) {
        let list = self.applications.get_mut(id).expect("an application");
        list.push((kind.into(), value.into()));
        (200, address(id, kind, value))
    }

    fn user(&mut self, id_or_name: &str) -> Option<&mut Value> {
        self.users
            .iter_mut()
            .map(|(_, user)| user)
            .find(|user| user["id"] == id_or_name || user["username"] == id_or_name)
    }
}

fn address(application: &str, kind: &str, value: &str) -> Value {
    let number = value.strip_prefix("+1").unwrap_or(value);
    json!({"href": format!("http://x/applications/{application}/addresses/{kind}/{value}"), "type": kind, "number": number})
}
