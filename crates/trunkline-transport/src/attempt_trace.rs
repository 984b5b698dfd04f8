//! The attempt trace layer: what really goes out and comes back, without secrets and bodies.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;
use tracing::Level;
use trunkline_core::Operation;

use crate::TransportError;
use crate::call::Call;
use crate::http_service::{AttemptService, HttpResult};
use crate::redact::{Headers, Target};

/// Traces each attempt at level `DEBUG`, with what is not known to be harmless replaced by stars. A [`Layer`] inside
/// authorization, so that it sees what is really sent.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct AttemptTraceLayer;

impl<S> Layer<S> for AttemptTraceLayer {
    type Service = AttemptTraceService<S>;

    fn layer(&self, inner: S) -> AttemptTraceService<S> {
        AttemptTraceService { inner }
    }
}

/// Made by [`AttemptTraceLayer`].
#[derive(Clone, Debug)]
pub struct AttemptTraceService<S> {
    inner: S,
}

impl<S: AttemptService> Service<Request<Bytes>> for AttemptTraceService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = AttemptTraceFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let traced = tracing::enabled!(Level::DEBUG);
        if traced {
            sending(&request);
        }
        AttemptTraceFuture {
            response: self.inner.call(request),
            traced,
        }
    }
}

pin_project! {
    /// The future of [`AttemptTraceService`].
    pub struct AttemptTraceFuture<F> {
        #[pin]
        response: F,
        traced: bool,
    }
}

impl<F: Future<Output = HttpResult>> Future for AttemptTraceFuture<F> {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        let this = self.project();
        let result = ready!(this.response.poll(cx));
        if *this.traced {
            received(&result);
        }
        Poll::Ready(result)
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
        attempt = Call::of(request.extensions()).map_or(1, Call::attempt),
        method = %request.method(),
        host = request.uri().authority().map(|a| a.as_str()),
        target = %shown,
        bytes = request.body().len(),
        headers = %Headers(request.headers()),
        "sending"
    );
}

fn received(answer: &HttpResult) {
    match answer {
        Ok(response) => tracing::debug!(
            status = response.status().as_u16(),
            bytes = response.body().len(),
            headers = %Headers(response.headers()),
            "answered"
        ),
        Err(error) => tracing::debug!(evidence = ?error.evidence(), error = %error, "failed"),
    }
}
