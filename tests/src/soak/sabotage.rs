//! Clients that are broken on purpose: the soak must find that out.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower::Service;
use tower_layer::Layer;
use trunkline::{Effect, Operation};

/// What is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing.
    #[default]
    None,
    /// An absence is taken as proof at once.
    WithoutSettlement,
    /// A call that may be carried out once only is sent again after a lost reply.
    ResendOnce,
}

/// Sends what must not be sent twice again after a lost reply. A layer around every attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResendOnce;

impl<S> Layer<S> for ResendOnce {
    type Service = Resending<S>;

    fn layer(&self, inner: S) -> Resending<S> {
        Resending(inner)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Resending<S>(S);

impl<S> Service<Request<Bytes>> for Resending<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Future: Send + 'static> + Clone + Send + 'static,
    S::Error: Send,
{
    type Response = Response<Bytes>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let operation = request.extensions().get::<Operation>();
        let once = operation.is_some_and(|operation| operation.effect == Effect::Once);
        let first = self.0.call(request.clone());
        let mut inner = self.0.clone();
        Box::pin(async move {
            match first.await {
                Err(_) if once => inner.call(request).await,
                result => result,
            }
        })
    }
}
