//! The attempt timeout layer, which knows how far an attempt has come.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use pin_project_lite::pin_project;
use tokio::time::{Instant, Timeout};
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::{ErrorKind, Evidence};

use crate::TransportError;
use crate::call::{Call, Progress};
use crate::failure::of_a_cut_answer;
use crate::http_service::{AttemptService, HttpResult};

/// Ends an attempt that takes too long, and says what that proves. A [`Layer`] right around the wire; the deadline of the whole
/// call ends an attempt, too.
#[derive(Clone, Copy, Debug)]
pub struct AttemptTimeoutLayer {
    limit: Duration,
}

impl AttemptTimeoutLayer {
    /// At most `limit` for an attempt, unless a call has its own limit.
    pub fn new(limit: Duration) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for AttemptTimeoutLayer {
    type Service = AttemptTimeoutService<S>;

    fn layer(&self, inner: S) -> AttemptTimeoutService<S> {
        AttemptTimeoutService {
            inner,
            limit: self.limit,
        }
    }
}

/// Made by [`AttemptTimeoutLayer`].
#[derive(Clone, Debug)]
pub struct AttemptTimeoutService<S> {
    inner: S,
    limit: Duration,
}

/// More than tokio can wait for is for ever: about 30 years.
const FOREVER: Duration = Duration::from_secs(86_400 * 365 * 30);

impl<S: AttemptService> Service<Request<Bytes>> for AttemptTimeoutService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = AttemptTimeoutFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let call = Call::of(request.extensions()).cloned();
        let now = Instant::now();
        if let Some(call) = &call {
            call.mark_left(now);
        }
        let limits = call.as_ref().map(Call::limits);
        let own = limits
            .and_then(|limits| limits.attempt_timeout)
            .unwrap_or(self.limit);
        let left = limits
            .and_then(|limits| limits.deadline)
            .map(|deadline| deadline.saturating_duration_since(now));
        let limit = left.map_or(own, |left| left.min(own)).min(FOREVER);
        AttemptTimeoutFuture {
            response: tokio::time::timeout_at(now + limit, self.inner.call(request)),
            call,
            limit,
        }
    }
}

pin_project! {
    /// The future of [`AttemptTimeoutService`].
    pub struct AttemptTimeoutFuture<F> {
        #[pin]
        response: Timeout<F>,
        call: Option<Call>,
        limit: Duration,
    }
}

impl<F: Future<Output = HttpResult>> Future for AttemptTimeoutFuture<F> {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        let this = self.project();
        Poll::Ready(match ready!(this.response.poll(cx)) {
            Ok(result) => result,
            Err(_) => {
                let progress = this.call.as_ref().map_or(Progress::Sent, Call::progress);
                Err(timed_out(progress, *this.limit))
            }
        })
    }
}

fn timed_out(progress: Progress, limit: Duration) -> TransportError {
    let limit = Seconds(limit);
    let timeout = |evidence, what| TransportError::new(evidence, ErrorKind::Timeout, what);
    match progress {
        Progress::NotSent => timeout(Evidence::NotProcessed, format!("no connection within {limit}")),
        Progress::Sent => timeout(
            Evidence::Inconclusive,
            format!("no response within {limit} after the request had been sent"),
        ),
        Progress::Answered(status, is_json) => {
            let what = format!(
                "the response ({}) was not complete within {limit}",
                status.as_u16()
            );
            timeout(of_a_cut_answer(is_json), what).without_body(status, HeaderMap::new())
        }
    }
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
