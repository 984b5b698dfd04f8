//! Records what goes over the wire.

mod exchange;

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use tower::Service;
use tower_layer::Layer;
use trunkline::Operation;

pub use self::exchange::{Exchange, Message, Recording};

/// A tower layer that keeps every exchange. Around the service that a client sends through, it sees each attempt as it goes
/// over the wire, signed; added with `attempt_layer`, as it is before that. Of credentials it keeps the scheme alone.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Vec<Exchange>>>);

impl Recorder {
    /// Takes what has been recorded since the last call.
    pub fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, exchange: Exchange) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
    }
}

impl<S> Layer<S> for Recorder {
    type Service = Recorded<S>;

    fn layer(&self, inner: S) -> Recorded<S> {
        Recorded {
            inner,
            recorder: self.clone(),
        }
    }
}

/// The service of [`Recorder`].
#[derive(Clone, Debug)]
pub struct Recorded<S> {
    inner: S,
    recorder: Recorder,
}

impl<S> Service<Request<Bytes>> for Recorded<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Future: Send + 'static>,
{
    type Response = Response<Bytes>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let mut exchange = asked(&request);
        let recorder = self.recorder.clone();
        let answer = self.inner.call(request);
        Box::pin(async move {
            let response = answer.await?;
            exchange.status = response.status().as_u16();
            exchange.response = message(response.headers(), response.body());
            recorder.push(exchange);
            Ok(response)
        })
    }
}

fn asked(request: &Request<Bytes>) -> Exchange {
    let operation = request.extensions().get::<Operation>();
    let target = request.uri().path_and_query();
    Exchange {
        operation: operation
            .map(|operation| operation.name.to_owned())
            .unwrap_or_default(),
        method: request.method().to_string(),
        target: target.map_or_else(|| "/".to_owned(), ToString::to_string),
        request: message(request.headers(), request.body()),
        ..Exchange::default()
    }
}

/// The headers that the contracts speak of. Dates and connection details differ from run to run.
const HEADERS: &[&str] = &[
    "accept",
    "allow",
    "authorization",
    "content-type",
    "retry-after",
    "www-authenticate",
    "x-timestamp",
];

fn message(map: &HeaderMap, body: &Bytes) -> Message {
    let header = |name: &&str| {
        let value = map.get(*name)?.to_str().ok()?;
        let shown = if *name == "authorization" {
            scheme(value)
        } else {
            value.to_owned()
        };
        Some(((*name).to_owned(), shown))
    };
    Message {
        headers: HEADERS.iter().filter_map(header).collect(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

/// `Basic redacted`: keys and signatures are nobody's business.
fn scheme(authorization: &str) -> String {
    let scheme = authorization.split(' ').next().unwrap_or_default();
    format!("{scheme} redacted")
}
