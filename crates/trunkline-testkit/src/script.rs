//! A carrier that answers from a script and keeps the requests: a tower service in place of the network.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::io::ErrorKind::ConnectionReset;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response};
use serde_json::Value;
use tokio::time::Instant;
use tower_service::Service;

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// What happens to one request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Answer {
    /// This response.
    Is(Response<Bytes>),
    /// The connection breaks after the request was sent.
    Lost,
    /// This error.
    Fails(fn() -> BoxError),
    /// Nothing, ever.
    Hangs,
    /// This response after so long.
    After(Duration, Response<Bytes>),
}

/// A response with a body.
pub fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).body(body.into()).unwrap()
}

/// A response with a JSON body; `null` stands for none.
pub fn json(status: u16, body: &Value) -> Response<Bytes> {
    let none = body.is_null();
    response(status, if none { String::new() } else { body.to_string() })
}

impl Answer {
    /// A response with a body.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self::Is(response(status, body))
    }

    /// A response with headers and a body.
    pub fn with(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Self {
        let mut response = response(status, body);
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        response.headers_mut().extend(headers);
        Self::Is(response)
    }

    /// A response with a JSON body; `null` stands for none.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::Is(json(status, body))
    }

    async fn result(self) -> Result<Response<Bytes>, BoxError> {
        match self {
            Self::Is(response) => Ok(response),
            Self::Lost => Err(std::io::Error::from(ConnectionReset).into()),
            Self::Fails(error) => Err(error()),
            Self::Hangs => std::future::pending().await,
            Self::After(wait, response) => {
                tokio::time::sleep(wait).await;
                Ok(response)
            }
        }
    }
}

/// What a request is answered with; it is told how many came before.
type Function = dyn Fn(usize, &Request<Bytes>) -> Answer + Send;

/// How the requests of one line are answered.
enum Answers {
    /// One after the other; the last one is repeated.
    InTurn(VecDeque<Answer>),
    By(Box<Function>),
}

struct Script {
    begun: Instant,
    lines: Vec<(String, Answers)>,
    sent: Vec<(Instant, Request<Bytes>)>,
}

/// The service; its clones share the script and the requests.
#[derive(Clone)]
pub struct Carrier(Arc<Mutex<Script>>);

impl Default for Carrier {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Script {
            begun: Instant::now(),
            lines: Vec::new(),
            sent: Vec::new(),
        })))
    }
}

impl fmt::Debug for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carrier").finish_non_exhaustive()
    }
}

impl Carrier {
    /// Answers every request like this, one after the other; the last answer is repeated.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::default().on("", answers)
    }

    /// Answers every request with what the function says; it is told how many came before.
    pub fn by(answer: impl Fn(usize, &Request<Bytes>) -> Answer + Send + 'static) -> Self {
        Self::default().line("", Answers::By(Box::new(answer)))
    }

    /// Answers requests whose method and target start with `start` like this, one after the other; the last answer is
    /// repeated. Earlier lines win.
    pub fn on(self, start: &str, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.line(start, Answers::InTurn(answers.into_iter().collect()))
    }

    fn line(self, start: &str, answers: Answers) -> Self {
        self.0.lock().unwrap().lines.push((start.to_owned(), answers));
        self
    }

    /// From now on answers the requests of the line with this start like this.
    pub fn now(&self, start: &str, answer: Answer) {
        let mut script = self.0.lock().unwrap();
        let (_, answers) = script.lines.iter_mut().find(|(line, _)| line == start).unwrap();
        *answers = Answers::InTurn([answer].into());
    }

    /// All requests, in their order.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        let script = self.0.lock().unwrap();
        script.sent.iter().map(|(_, request)| request.clone()).collect()
    }

    /// When each request came, since the carrier was made.
    pub fn times(&self) -> Vec<Duration> {
        let script = self.0.lock().unwrap();
        script.sent.iter().map(|(at, _)| *at - script.begun).collect()
    }

    /// How many requests came whose method and target start like this.
    pub fn count(&self, start: &str) -> usize {
        let requests = self.requests();
        requests
            .iter()
            .filter(|request| line(request).starts_with(start))
            .count()
    }

    fn answer(&self, request: Request<Bytes>) -> Answer {
        let Script { lines, sent, .. } = &mut *self.0.lock().unwrap();
        let line = line(&request);
        let found = lines
            .iter_mut()
            .find(|(start, _)| line.starts_with(start.as_str()));
        let (_, answers) = found.unwrap_or_else(|| panic!("no answer is scripted for {line}"));
        let answer = match answers {
            Answers::InTurn(turns) if turns.len() > 1 => turns.pop_front().unwrap(),
            Answers::InTurn(turns) => turns[0].clone(),
            Answers::By(answer) => answer(sent.len(), &request),
        };
        sent.push((Instant::now(), request));
        answer
    }
}

/// Method and target.
fn line(request: &Request<Bytes>) -> String {
    let target = request.uri().path_and_query().unwrap();
    format!("{} {target}", request.method())
}

impl Service<Request<Bytes>> for Carrier {
    type Response = Response<Bytes>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        Box::pin(self.answer(request).result())
    }
}
