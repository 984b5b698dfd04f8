//! The concurrency limit layer: how many attempts may be under way at once.
//!
//! Not `tower::limit::ConcurrencyLimit`: that one takes its permit in `poll_ready`, before it can know the call's deadline.

use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::ErrorKind;

use crate::TransportError;
use crate::call::Call;
use crate::delayed::{Delayed, Held};
use crate::http_service::{AttemptService, take_ready};

/// Lets so many attempts be under way at once. A [`Layer`] inside the retry layer, so that a call holds no permit while it backs
/// off; all services of one layer share the permits.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimitLayer(Arc<Semaphore>);

impl ConcurrencyLimitLayer {
    /// At most `at_once` attempts, at least 1.
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once.clamp(1, Semaphore::MAX_PERMITS))))
    }
}

impl<S> Layer<S> for ConcurrencyLimitLayer {
    type Service = ConcurrencyLimitService<S>;

    fn layer(&self, inner: S) -> ConcurrencyLimitService<S> {
        ConcurrencyLimitService {
            inner,
            permits: Arc::clone(&self.0),
        }
    }
}

/// Made by [`ConcurrencyLimitLayer`].
#[derive(Clone, Debug)]
pub struct ConcurrencyLimitService<S> {
    inner: S,
    permits: Arc<Semaphore>,
}

/// Held while an attempt is under way.
#[derive(Debug)]
pub struct Permit(#[allow(dead_code, reason = "gives the permit back when dropped")] OwnedSemaphorePermit);

impl Held for Permit {}

async fn permit(permits: Arc<Semaphore>, deadline: Option<Instant>) -> Result<Permit, TransportError> {
    let permit = permits.acquire_owned();
    let permit = match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, permit)
            .await
            .map_err(|_| too_late())?,
        None => permit.await,
    };
    permit.map(Permit).map_err(|e| {
        TransportError::unsendable(ErrorKind::ConnectFailed, "the client is shut down").caused_by(e)
    })
}

fn too_late() -> TransportError {
    let what = "the limit of concurrent calls left no room for it in time";
    TransportError::unsendable(ErrorKind::Timeout, what)
}

impl<S: AttemptService> Service<Request<Bytes>> for ConcurrencyLimitService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Delayed<S, Permit>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Delayed<S, Permit> {
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
            return Delayed::sending(self.inner.call(request), Permit(permit));
        }
        let deadline = Call::of(request.extensions()).and_then(|call| call.limits().deadline);
        let wait = Box::pin(permit(Arc::clone(&self.permits), deadline));
        Delayed::waiting(wait, take_ready(&mut self.inner), request)
    }
}
