//! Layers for services whose bodies are streams, `tower-http`'s say.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Body;
use tower_layer::Layer;
use tower_service::Service;

use crate::{BoxError, HttpService, TransportError};

/// Fits a layer that expects bodies of type [`http_body_util::Full`], as most layers of `tower-http` accept them, to
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer): `BodyLayer::new(TraceLayer::new_for_http())`.
///
/// A response is held as a whole again when it leaves the layer; at most 64 MiB of it.
#[derive(Clone, Copy, Debug)]
pub struct BodyLayer<L>(L);

/// The longest response, should a layer make it longer than it was.
const MAX_BYTES: usize = 64 * 1024 * 1024;

impl<L> BodyLayer<L> {
    /// Fits `layer`.
    pub fn new(layer: L) -> Self {
        Self(layer)
    }
}

impl<L: Layer<FullBodies>> Layer<HttpService> for BodyLayer<L> {
    type Service = BodyService<L::Service>;

    fn layer(&self, inner: HttpService) -> Self::Service {
        BodyService(self.0.layer(FullBodies(inner)))
    }
}

/// The service below: whole bodies as streams of one piece.
#[derive(Clone, Debug)]
pub struct FullBodies(HttpService);

impl Service<Request<Full<Bytes>>> for FullBodies {
    type Response = Response<Full<Bytes>>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, TransportError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        let inner = crate::http_service::take_ready(&mut self.0);
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let Ok(body) = body.collect().await;
            let mut inner = inner;
            let response = inner.call(Request::from_parts(head, body.to_bytes())).await?;
            Ok(response.map(Full::new))
        })
    }
}

/// Made by [`BodyLayer`].
#[derive(Clone, Debug)]
pub struct BodyService<S>(S);

impl<S, B> Service<Request<Bytes>> for BodyService<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Bytes>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let response = self.0.call(request.map(Full::new));
        Box::pin(async move {
            let (head, body) = response.await.map_err(Into::into)?.into_parts();
            let body = Limited::new(body, MAX_BYTES).collect().await?;
            Ok(Response::from_parts(head, body.to_bytes()))
        })
    }
}
