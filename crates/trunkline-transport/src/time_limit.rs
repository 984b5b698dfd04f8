//! The time limit of one attempt, which knows how far the attempt had come.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use tokio::time::Instant;
use tower::Service;
use trunkline_core::ErrorKind;

use crate::options::Attempt;
use crate::service::{Answering, take_ready};
use crate::{Sent, TransportError};

/// How far an attempt has come. The wire writes it, the time limit reads it; in the request's extensions.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<Steps>);

#[derive(Default)]
struct Steps {
    connection: OnceLock<CaptureConnection>,
    /// Of an answer whose body is still being read; 0 before the head has come.
    status: AtomicU16,
}

impl Progress {
    /// Watches whether hyper hands out a connection to `request`.
    pub(crate) fn watch<B>(&self, request: &mut Request<B>) {
        // Each attempt has its own progress and is watched once.
        let _ = self.0.connection.set(capture_connection(request));
    }

    /// The head of an answer has come.
    pub(crate) fn head(&self, status: StatusCode) {
        self.0.status.store(status.as_u16(), Ordering::Relaxed);
    }

    pub(crate) fn connected(&self) -> bool {
        self.0
            .connection
            .get()
            .is_some_and(|c| c.connection_metadata().is_some())
    }

    fn sent(&self) -> Sent {
        match StatusCode::from_u16(self.0.status.load(Ordering::Relaxed)) {
            Ok(status) => Sent::Answered(status),
            Err(_) if self.connected() => Sent::Maybe,
            Err(_) => Sent::No,
        }
    }
}

#[derive(Clone)]
pub(crate) struct TimeLimit<S> {
    inner: S,
    limit: Duration,
    foreign: bool,
}

impl<S> TimeLimit<S> {
    /// `foreign` if `inner` is not our own wire.
    pub(crate) fn new(inner: S, limit: Duration, foreign: bool) -> Self {
        Self {
            inner,
            limit,
            foreign,
        }
    }

    /// `None` if `inner` is somebody else's service: nothing can be seen from here.
    fn watch(&self, request: &mut Request<Bytes>) -> Option<Progress> {
        if self.foreign {
            return None;
        }
        let progress = Progress::default();
        request.extensions_mut().insert(progress.clone());
        Some(progress)
    }
}

fn timed_out(sent: Sent, limit: Duration) -> TransportError {
    let limit = Seconds(limit);
    let what = match sent {
        Sent::No => format!("no connection within {limit}"),
        Sent::Maybe => format!("no answer within {limit} after the request had been sent"),
        Sent::Answered(status) => {
            format!("the answer ({}) was not complete within {limit}", status.as_u16())
        }
    };
    TransportError::new(sent, ErrorKind::Timeout, what)
}

/// `5 s`, `0.25 s`.
pub(crate) struct Seconds(pub(crate) Duration);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (seconds, millis) = (self.0.as_secs(), self.0.subsec_millis());
        if millis == 0 {
            return write!(f, "{seconds} s");
        }
        let fraction = format!("{millis:03}");
        write!(f, "{seconds}.{} s", fraction.trim_end_matches('0'))
    }
}

impl<S> Service<Request<Bytes>> for TimeLimit<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Answering {
        let attempt = Attempt::of(&request);
        let progress = self.watch(&mut request);
        let limit = attempt.limit.unwrap_or(self.limit);
        let mut inner = take_ready(&mut self.inner);
        Box::pin(async move {
            let now = Instant::now();
            let left = attempt
                .deadline
                .map(|deadline| deadline.saturating_duration_since(now));
            let limit = left.map_or(limit, |left| left.min(limit));
            let sending = inner.call(request);
            let timed = match now.checked_add(limit) {
                Some(end) => tokio::time::timeout_at(end, sending).await,
                None => Ok(sending.await),
            };
            match timed {
                Ok(answer) => answer,
                Err(_) => {
                    let sent = progress.map_or(Sent::Maybe, |progress| progress.sent());
                    Err(timed_out(sent, limit))
                }
            }
        })
    }
}
