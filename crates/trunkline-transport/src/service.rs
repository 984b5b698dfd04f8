//! The one type of service that all layers wrap.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower::Service;
use tower::util::BoxCloneSyncService;

use crate::{BoxError, TransportError};

pub(crate) type Answer = Result<Response<Bytes>, TransportError>;
pub(crate) type Answering = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The rest of the way of a request, as a layer of yours sees it: whole bodies in, whole bodies out.
#[derive(Clone)]
pub struct Next(BoxCloneSyncService<Request<Bytes>, Response<Bytes>, TransportError>);

impl Next {
    /// Hides the type of `service`.
    pub(crate) fn new<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
    {
        Self(BoxCloneSyncService::new(service))
    }

    /// Hides the type of somebody else's service and reads its errors.
    pub(crate) fn foreign<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self::new(tower::ServiceExt::map_err(service, |e: S::Error| {
            TransportError::from_foreign(e.into())
        }))
    }
}

impl Service<Request<Bytes>> for Next {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        self.0.call(request)
    }
}

impl std::fmt::Debug for Next {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Next").finish_non_exhaustive()
    }
}

/// Takes the instance that was polled ready out of `slot` and leaves a clone, which is not ready, behind.
pub(crate) fn take_ready<S: Clone>(slot: &mut S) -> S {
    let clone = slot.clone();
    std::mem::replace(slot, clone)
}
