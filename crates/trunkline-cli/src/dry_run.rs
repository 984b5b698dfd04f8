//! `--dry-run`: in the place of the wire, requests are kept, and then shown as they would be sent.

use std::error::Error;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use serde::Serialize;
use serde_json::Value;
use tower::Service;
use trunkline::transport::TransportError;
use trunkline::{Effect, ErrorKind, Operation};

use crate::failure::Failure;
use crate::output::Output;

/// The requests of a dry run, in their order. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(Arc<Mutex<Vec<Shown>>>);

/// A request, for programs.
#[derive(Clone, Debug, Serialize)]
struct Shown {
    operation: &'static str,
    effect: &'static str,
    method: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    sent: bool,
}

impl Kept {
    fn keep(&self, shown: Shown) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(shown);
    }

    /// Shows what has been kept.
    pub(crate) fn show(&self, output: &mut Output) -> Result<(), Failure> {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if output.is_json() {
            return all.iter().try_for_each(|shown| output.object(shown));
        }
        for shown in &all {
            output.text(&format!("{} {}", shown.method, shown.url))?;
            match &shown.body {
                Some(Value::String(text)) => output.text(text)?,
                Some(json) => output.text(&json.to_string())?,
                None => {}
            }
        }
        match all.len() {
            0 => Ok(()),
            1 => output.note("not sent (--dry-run)"),
            several => output.note(&format!("{several} requests, none of them sent (--dry-run)")),
        }
    }
}

impl Service<Request<Bytes>> for Kept {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Ready<Result<Response<Bytes>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        self.keep(Shown::of(&request));
        ready(Err(NotSent.into()))
    }
}

impl Shown {
    fn of(request: &Request<Bytes>) -> Self {
        let operation = request.extensions().get::<Operation>();
        let is_secret = operation.is_some_and(|operation| operation.confidential);
        let text = String::from_utf8_lossy(request.body());
        let body = match serde_json::from_str(&text) {
            _ if text.is_empty() => None,
            _ if is_secret => Some(Value::from("(may hold secrets, so it is not shown)")),
            Ok(json) => Some(json),
            Err(_) => Some(Value::from(text.as_ref())),
        };
        Self {
            operation: operation.map_or("", |operation| operation.name),
            effect: match operation.map(|operation| operation.effect) {
                Some(Effect::Read) => "read",
                Some(Effect::Repeatable) => "repeatable",
                _ => "once",
            },
            method: request.method().to_string(),
            url: request.uri().to_string(),
            body,
            sent: false,
        }
    }
}

/// Why a kept call has no answer.
#[derive(Debug)]
pub(crate) struct NotSent;

impl Error for NotSent {}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not sent (--dry-run)")
    }
}

impl From<NotSent> for TransportError {
    fn from(not_sent: NotSent) -> Self {
        TransportError::unsendable(ErrorKind::Configuration, "not sent (--dry-run)").caused_by(not_sent)
    }
}

/// Whether a call failed only because it was kept.
pub(crate) fn is_kept(error: &trunkline::Error) -> bool {
    error.source().is_some_and(|source| source.is::<NotSent>())
}
