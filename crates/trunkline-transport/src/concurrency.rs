//! How many attempts may be under way at once.
//!
//! Own code and not `tower::limit::ConcurrencyLimit`: that one takes its permit in `poll_ready`, before it can know the
//! call's deadline.

use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;
use trunkline_core::ErrorKind;

use crate::options::Attempt;
use crate::service::{Answering, take_ready};
use crate::{Sent, TransportError};

/// Inside retry, so that a call holds no permit while it backs off.
#[derive(Clone)]
pub(crate) struct Limited<S> {
    inner: S,
    permits: Arc<Semaphore>,
}

impl<S> Limited<S> {
    pub(crate) fn new(inner: S, at_once: usize) -> Self {
        let at_once = at_once.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            inner,
            permits: Arc::new(Semaphore::new(at_once)),
        }
    }
}

async fn permit(permits: Arc<Semaphore>, attempt: Attempt) -> Result<OwnedSemaphorePermit, TransportError> {
    if let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
        return Ok(permit);
    }
    let permit = permits.acquire_owned();
    let permit = match attempt.deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, permit)
            .await
            .map_err(|_| too_late())?,
        None => permit.await,
    };
    permit.map_err(|e| {
        TransportError::not_sent("the client is shut down")
            .permanent()
            .caused_by(e)
    })
}

fn too_late() -> TransportError {
    let what = "too many calls were under way until the time was up";
    TransportError::new(Sent::No, ErrorKind::Timeout, what).permanent()
}

impl<S> Service<Request<Bytes>> for Limited<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Answering {
        let mut inner = take_ready(&mut self.inner);
        let permits = Arc::clone(&self.permits);
        Box::pin(async move {
            let _held = permit(permits, Attempt::of(&request)).await?;
            inner.call(request).await
        })
    }
}
