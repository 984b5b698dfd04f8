//! The attempt trace layer: what really goes out and comes back, without secrets and bodies.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;
use tracing::{Level, Span, field};
use trunkline_core::{Mask, Operation};

use crate::call::Call;
use crate::http_service::{AttemptService, HttpResult};
use crate::redact::{Headers, Target};
use crate::{TransportError, basic};

/// Gives each attempt a span whose fields are named by OpenTelemetry's conventions for HTTP clients, and traces it at level
/// `DEBUG`, with what is not known to be harmless replaced by stars. A [`Layer`] inside authorization, so that it sees what is
/// really sent.
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
        let span = span(&request);
        let traced = tracing::enabled!(Level::DEBUG);
        let entered = span.enter();
        let mut mask = None;
        if traced {
            sending(&request);
            let authorization = request.headers().get(AUTHORIZATION);
            let mut secrets = Mask::new();
            authorization
                .into_iter()
                .for_each(|value| basic::hide(value, &mut secrets));
            mask = Some(secrets);
        }
        let response = self.inner.call(request);
        drop(entered);
        AttemptTraceFuture { response, span, mask }
    }
}

pin_project! {
    /// The future of [`AttemptTraceService`].
    pub struct AttemptTraceFuture<F> {
        #[pin]
        response: F,
        span: Span,
        // What the answer may not repeat in the trace; none if nothing is traced.
        mask: Option<Mask>,
    }
}

impl<F: Future<Output = HttpResult>> Future for AttemptTraceFuture<F> {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        let this = self.project();
        let _entered = this.span.enter();
        let result = ready!(this.response.poll(cx));
        record(this.span, &result);
        if let Some(mask) = this.mask {
            received(&result, mask);
        }
        Poll::Ready(result)
    }
}

/// What OpenTelemetry's conventions ask of a span for an HTTP client's request, without the query.
fn span(request: &Request<Bytes>) -> Span {
    let span = tracing::info_span!(
        "attempt",
        otel.name = request.method().as_str(),
        otel.kind = "client",
        http.request.method = request.method().as_str(),
        server.address = request.uri().host(),
        server.port = field::Empty,
        url.path = field::Empty,
        http.request.resend_count = field::Empty,
        http.response.status_code = field::Empty,
        error.type = field::Empty,
    );
    if span.is_disabled() {
        return span;
    }
    let uri = request.uri();
    let default = if uri.scheme() == Some(&Scheme::HTTP) {
        80
    } else {
        443
    };
    span.record("server.port", uri.port_u16().unwrap_or(default));
    if !is_confidential(request) {
        span.record("url.path", uri.path());
    }
    let attempt = Call::of(request.extensions()).map_or(1, Call::attempt);
    if attempt > 1 {
        span.record("http.request.resend_count", attempt - 1);
    }
    span
}

fn record(span: &Span, result: &HttpResult) {
    if span.is_disabled() {
        return;
    }
    let status = match result {
        Ok(response) => Some(response.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match (result, status) {
        (Err(error), _) => span.record("error.type", field::debug(error.kind())),
        (Ok(_), Some(status)) if status.is_client_error() || status.is_server_error() => {
            span.record("error.type", status.as_str())
        }
        _ => span,
    };
}

/// Whether the path itself may tell too much.
fn is_confidential(request: &Request<Bytes>) -> bool {
    let operation = request.extensions().get::<Operation>();
    operation.is_some_and(|operation| operation.confidential)
}

fn sending(request: &Request<Bytes>) {
    let target = Target(request.uri());
    let shown: &dyn std::fmt::Display = if is_confidential(request) { &"***" } else { &target };
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

fn received(answer: &HttpResult, mask: &Mask) {
    match answer {
        Ok(response) => tracing::debug!(
            status = response.status().as_u16(),
            bytes = response.body().len(),
            headers = mask.apply(&Headers(response.headers()).to_string()),
            "answered"
        ),
        Err(error) => tracing::debug!(evidence = ?error.evidence(), error = %error, "failed"),
    }
}
