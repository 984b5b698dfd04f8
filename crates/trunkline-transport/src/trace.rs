//! What really goes out and comes back, attempt by attempt, without secrets and bodies.

use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower::Service;
use tracing::Level;
use trunkline_core::Operation;

use crate::TransportError;
use crate::options::Attempt;
use crate::redact::{Headers, Target};
use crate::service::{Answer, Answering, take_ready};

#[derive(Clone)]
pub(crate) struct Trace<S> {
    inner: S,
}

impl<S> Trace<S> {
    pub(crate) fn new(inner: S) -> Self {
        Self { inner }
    }
}

fn sending(request: &Request<Bytes>) {
    // The path of a confidential call may itself tell too much.
    let confidential = request
        .extensions()
        .get::<Operation>()
        .is_some_and(|op| op.confidential);
    let target = Target(request.uri());
    let shown: &dyn std::fmt::Display = if confidential { &"***" } else { &target };
    tracing::debug!(
        attempt = Attempt::of(request).number,
        method = %request.method(),
        host = request.uri().authority().map(|a| a.as_str()),
        target = %shown,
        bytes = request.body().len(),
        headers = %Headers(request.headers()),
        "sending"
    );
}

fn received(answer: &Answer) {
    match answer {
        Ok(response) => tracing::debug!(
            status = response.status().as_u16(),
            bytes = response.body().len(),
            headers = %Headers(response.headers()),
            "answered"
        ),
        Err(error) => tracing::debug!(sent = ?error.sent(), error = %error, "failed"),
    }
}

impl<S> Service<Request<Bytes>> for Trace<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError, Future = Answering>,
    S: Clone + Send + 'static,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Answering {
        if !tracing::enabled!(Level::DEBUG) {
            return self.inner.call(request);
        }
        let mut inner = take_ready(&mut self.inner);
        Box::pin(async move {
            sending(&request);
            let answer = inner.call(request).await;
            received(&answer);
            answer
        })
    }
}
