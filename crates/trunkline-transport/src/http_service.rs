//! The one type of service that all layers wrap.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use sync_wrapper::SyncWrapper;
use tower::util::BoxCloneSyncService;
use tower_service::Service;

use crate::call::Call;
use crate::{BoxError, TransportError};

/// What a service of this crate yields: a response with its whole body, or why there is none.
pub type HttpResult = Result<Response<Bytes>, TransportError>;

/// A future of it, in a box. It can be shared with other threads, as what holds it may have to be.
pub struct ResponseFuture(SyncWrapper<Boxed>);

type Boxed = Pin<Box<dyn Future<Output = HttpResult> + Send>>;

impl ResponseFuture {
    /// Hides the type of `future`.
    pub fn new(future: impl Future<Output = HttpResult> + Send + 'static) -> Self {
        Self::from(Box::pin(future) as Boxed)
    }
}

impl From<Boxed> for ResponseFuture {
    fn from(future: Boxed) -> Self {
        Self(SyncWrapper::new(future))
    }
}

impl Future for ResponseFuture {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        self.get_mut().0.get_mut().as_mut().poll(cx)
    }
}

impl std::fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// The rest of the way of a request, as a layer of yours sees it: whole bodies in, whole bodies out.
#[derive(Clone)]
pub struct HttpService(BoxCloneSyncService<Request<Bytes>, Response<Bytes>, TransportError>);

impl HttpService {
    /// Hides the type of `service`.
    pub fn new<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
    {
        Self(BoxCloneSyncService::new(service))
    }

    /// Hides the type of a service whose errors are not known here. What such an error proves depends on whether the request
    /// had got as far as the wire.
    pub fn foreign<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self::new(tower::ServiceExt::map_err(service, |e: S::Error| {
            TransportError::from_foreign(e.into())
        }))
    }

    /// [`foreign`](Self::foreign), for a service in the place of the wire: what is handed to it may be sent.
    pub(crate) fn foreign_wire<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self::foreign(tower::ServiceExt::map_request(
            service,
            |request: Request<Bytes>| {
                if let Some(call) = Call::of(request.extensions()) {
                    call.mark_sent();
                }
                request
            },
        ))
    }
}

impl Service<Request<Bytes>> for HttpService {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        self.0.call(request).into()
    }
}

impl std::fmt::Debug for HttpService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpService").finish_non_exhaustive()
    }
}

/// Takes the instance that was polled ready out of `slot` and leaves a clone, which is not ready, behind.
pub(crate) fn take_ready<S: Clone>(slot: &mut S) -> S {
    let clone = slot.clone();
    std::mem::replace(slot, clone)
}

/// What every layer of this crate asks of the service below it.
pub trait AttemptService:
    Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<S> AttemptService for S where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static
{
}
