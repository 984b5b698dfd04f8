//! The layers in their order.

use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tower::ServiceBuilder;
use tower::util::Either;
use tower_layer::{Layer, layer_fn};

use crate::attempt_timeout::AttemptTimeoutLayer;
use crate::attempt_trace::AttemptTraceLayer;
use crate::authorize::AuthorizeLayer;
use crate::concurrency::ConcurrencyLimitLayer;
use crate::http_service::{AttemptService, HttpService, ResponseFuture};
use crate::rate_limit::RateLimitLayer;
use crate::retry::RetryLayer;
use crate::wire::Wire;

/// A layer of the user's, its type hidden.
pub(crate) type UserLayer = Box<dyn Fn(HttpService) -> HttpService + Send + Sync>;

/// What goes into the stack, from the caller to the wire.
pub(crate) struct Stack {
    pub(crate) layers: Vec<UserLayer>,
    pub(crate) retry: RetryLayer,
    pub(crate) rate_limits: RateLimitLayer,
    pub(crate) max_concurrency: usize,
    pub(crate) attempt_layers: Vec<UserLayer>,
    pub(crate) authorize: AuthorizeLayer,
    pub(crate) attempt_timeout: Duration,
    /// Our own wire, or a service of the user's in its place.
    pub(crate) wire: Either<Wire, HttpService>,
}

impl Stack {
    pub(crate) fn build(self) -> Box<dyn Dispatch> {
        let call = ServiceBuilder::new()
            .layer(self.retry)
            .layer(self.rate_limits)
            .layer(ConcurrencyLimitLayer::new(self.max_concurrency))
            .layer(user_layers(self.attempt_layers))
            .layer(self.authorize)
            .layer(AttemptTraceLayer::default())
            .layer(AttemptTimeoutLayer::new(self.attempt_timeout))
            .service(self.wire);
        match user_layers(self.layers).layer(call) {
            Either::Left(layered) => Box::new(layered),
            Either::Right(call) => Box::new(call),
        }
    }
}

/// The user's layers, the first one outermost; no layer at all if there are none.
fn user_layers<S: AttemptService>(layers: Vec<UserLayer>) -> impl Layer<S, Service = Either<HttpService, S>> {
    layer_fn(move |inner: S| {
        if layers.is_empty() {
            return Either::Right(inner);
        }
        let inner = HttpService::new(inner);
        Either::Left(layers.iter().rev().fold(inner, |inner, layer| layer(inner)))
    })
}

/// A whole stack, its type hidden. It is not cloned to be called, as a boxed service would have to be.
pub(crate) trait Dispatch: Send + Sync {
    fn dispatch(&self, request: Request<Bytes>) -> ResponseFuture;
}

impl<S: AttemptService<Future = ResponseFuture>> Dispatch for S {
    fn dispatch(&self, request: Request<Bytes>) -> ResponseFuture {
        let mut service = self.clone();
        match service.poll_ready(&mut Context::from_waker(Waker::noop())) {
            // Ours always are.
            Poll::Ready(Ok(())) => service.call(request),
            Poll::Ready(Err(error)) => ResponseFuture::new(std::future::ready(Err(error))),
            Poll::Pending => ResponseFuture::new(async move {
                std::future::poll_fn(|cx| service.poll_ready(cx)).await?;
                service.call(request).await
            }),
        }
    }
}
