//! The innermost service: hyper, and what its errors prove.

mod body;
mod classify;
mod connector;
mod stream;
mod tls;

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, PROXY_AUTHORIZATION};
use http::{Request, Response};
use http_body_util::Full;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower::Service;
use trunkline_core::{Effect, Operation};

use crate::base_url::BaseUrl;
use crate::service::{Answer, Answering};
use crate::time_limit::Progress;
use crate::{Proxy, TransportError};

use classify::Place;
use connector::Connector;

/// How long a connection may lie idle: less than the 60 to 75 s after which gateways usually close one, so that it is we who
/// close it and not they, just as the next call leaves.
const IDLE: Duration = Duration::from_secs(30);

pub(crate) struct WireSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_body: usize,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) accept_invalid_certificates: bool,
}

impl Default for WireSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            max_body: 8 * 1024 * 1024,
            proxy: None,
            roots: Vec::new(),
            accept_invalid_certificates: false,
        }
    }
}

type Hyper = Client<Connector, Full<Bytes>>;

/// Two clients: calls that must not happen twice never use a connection that was idle, because one that the carrier closes
/// in the same moment leaves them in doubt. The price is a handshake.
#[derive(Clone)]
pub(crate) struct Wire(Arc<Shared>);

struct Shared {
    pooled: Hyper,
    fresh: Hyper,
    max_body: usize,
    /// For the proxy that gets whole requests, and for nobody else.
    proxy_authorization: Option<HeaderValue>,
    place: Place,
}

impl Wire {
    pub(crate) fn new(settings: &WireSettings, base: &BaseUrl) -> Result<Self, String> {
        let proxy = settings.proxy.as_ref().map(Proxy::parts).transpose();
        let proxy = proxy.map_err(|rule| format!("the proxy URL {rule}"))?;
        let encrypted = base.is_https() || proxy.as_ref().is_some_and(|p| p.is_https());
        let tls = tls::config(settings, encrypted)?;
        let place = Place::new(base, proxy.as_ref(), settings.connect_timeout);
        let proxy_authorization = proxy
            .as_ref()
            .filter(|_| !base.is_https())
            .and_then(|p| p.authorization.clone());
        let connector = Connector::new(tls, proxy, base.is_https(), settings.connect_timeout);
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        let pooled = builder.build(connector.clone());
        let fresh = builder.pool_max_idle_per_host(0).build(connector);
        Ok(Self(Arc::new(Shared {
            pooled,
            fresh,
            max_body: settings.max_body,
            proxy_authorization,
            place,
        })))
    }
}

impl Shared {
    fn client(&self, request: &Request<Bytes>) -> &Hyper {
        // A request whose effect is unknown might do anything.
        match request.extensions().get::<Operation>().map(|op| op.effect) {
            Some(Effect::Read | Effect::Repeatable) => &self.pooled,
            Some(Effect::Once) | None => &self.fresh,
        }
    }
}

impl Service<Request<Bytes>> for Wire {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Answering {
        if let Some(authorization) = &self.0.proxy_authorization {
            request
                .headers_mut()
                .insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        let progress = request.extensions_mut().remove::<Progress>().unwrap_or_default();
        progress.watch(&mut request);
        let sending = self.0.client(&request).request(request.map(Full::new));
        let shared = Arc::clone(&self.0);
        Box::pin(async move { exchange(sending, &progress, &shared).await })
    }
}

async fn exchange(sending: ResponseFuture, progress: &Progress, shared: &Shared) -> Answer {
    let response = sending
        .await
        .map_err(|e| classify::failed(e, progress.connected(), &shared.place))?;
    progress.head(response.status());
    let (parts, body) = response.into_parts();
    let bytes = body::collect(body, parts.status, shared.max_body).await?;
    Ok(Response::from_parts(parts, bytes))
}
