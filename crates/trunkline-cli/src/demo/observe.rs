//! Watches the real exchanges of a client, as a tower layer.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use serde::Serialize;
use tower_layer::Layer;
use tower_service::Service;

/// One request that went out, and the status that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Exchange {
    /// The method.
    pub(crate) method: String,
    /// Path and query below the base URL.
    pub(crate) target: String,
    /// The status; none if no answer came.
    pub(crate) status: Option<u16>,
}

/// Notes every exchange that passes. Clones share their notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observer {
    seen: Arc<Mutex<Vec<Exchange>>>,
    /// What stands before every path, and is left out of the notes.
    prefix: Arc<str>,
}

impl Observer {
    /// An observer for a client whose base URL has this path.
    pub(crate) fn new(prefix: &str) -> Self {
        Self {
            seen: Arc::default(),
            prefix: prefix.into(),
        }
    }

    /// The exchanges since the last call, in the order in which they were answered.
    pub(crate) fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, exchange: Exchange) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
    }

    fn target(&self, request: &Request<Bytes>) -> String {
        let uri = request.uri();
        let target = uri.path_and_query().map_or(uri.path(), |target| target.as_str());
        target.strip_prefix(&*self.prefix).unwrap_or(target).to_owned()
    }
}

impl<S> Layer<S> for Observer {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed {
            inner,
            observer: self.clone(),
        }
    }
}

/// A service whose exchanges are noted.
#[derive(Clone, Debug)]
pub(crate) struct Observed<S> {
    inner: S,
    observer: Observer,
}

impl<S> Service<Request<Bytes>> for Observed<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let observer = self.observer.clone();
        let (method, target) = (request.method().to_string(), observer.target(&request));
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await;
            let status = answer.as_ref().ok().map(|response| response.status().as_u16());
            observer.note(Exchange {
                method,
                target,
                status,
            });
            answer
        })
    }
}
