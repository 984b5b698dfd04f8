//! The innermost service: sends a request with hyper and says what a failure proves.

mod body;
mod classify;
mod connector;
mod runtimes;
mod stream;
mod tls;
pub(crate) mod transfer;
mod trust;

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, PROXY_AUTHORIZATION};
use http::{Request, Response};
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;
use trunkline_core::{Effect, Operation};

use crate::base_url::BaseUrl;
use crate::call::{Call, Progress};
use crate::http_service::{HttpResult, ResponseFuture as HttpFuture};
use crate::{Proxy, TransportError};

use body::RequestBody;
use classify::Peer;
use connector::Connector;
use runtimes::PerRuntime;

/// How long a connection may be idle and still be used: less than the 60 to 75 s after which gateways usually close one, so
/// that the client closes it and not the server, just as the next request leaves.
const IDLE: Duration = Duration::from_secs(30);

/// As [`IDLE`], for calls that must not happen twice: if the server closes the connection just as such a call leaves, its
/// outcome is unknown. Servers keep an idle connection for a second at least (2 s is the shortest common default), so one that
/// was used within this time is safe; the rest of the second is for the way to the server. Only a server that closes right
/// after an answer, and does not announce it, can still leave a call in doubt.
const IDLE_ONCE: Duration = Duration::from_millis(900);

pub(crate) struct WireSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) proxy: Option<Proxy>,
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) accept_invalid_certificates: bool,
}

impl Default for WireSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            max_response_bytes: 8 * 1024 * 1024,
            proxy: None,
            roots: Vec::new(),
            accept_invalid_certificates: false,
        }
    }
}

type Hyper = Client<Connector, RequestBody>;

/// Sends requests. It has two hyper clients for each runtime that it is used in, because a pool has one limit for the age of its
/// idle connections, and calls that must not happen twice need a shorter one.
///
/// The pool checks a connection's age when it is taken out and not only in its periodic clean-up, so an older one is never
/// used. A request that comes back unwritten, because its connection had closed before, is sent again by hyper: it cannot
/// have had an effect.
#[derive(Clone)]
pub(crate) struct Wire(Arc<Shared>);

struct Shared {
    connector: Connector,
    pools: PerRuntime<Pools>,
    max_response_bytes: usize,
    /// For a proxy that forwards plain requests; never sent to the carrier.
    proxy_authorization: Option<HeaderValue>,
    peer: Peer,
}

/// The connections of one runtime.
struct Pools {
    repeatable: Hyper,
    once: Hyper,
}

impl Pools {
    fn new(connector: &Connector) -> Self {
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new());
        Self {
            repeatable: builder.pool_idle_timeout(IDLE).build(connector.clone()),
            once: builder.pool_idle_timeout(IDLE_ONCE).build(connector.clone()),
        }
    }
}

impl Wire {
    pub(crate) fn new(settings: &WireSettings, base: &BaseUrl) -> Result<Self, String> {
        let proxy = settings.proxy.as_ref().map(Proxy::parts).transpose();
        let proxy = proxy.map_err(|rule| format!("the proxy URL {rule}"))?;
        let encrypted = base.is_https() || proxy.as_ref().is_some_and(|p| p.is_https());
        let tls = tls::config(settings, encrypted)?;
        let peer = Peer::new(base, proxy.as_ref(), settings.connect_timeout);
        let proxy_authorization = proxy
            .as_ref()
            .filter(|_| !base.is_https())
            .and_then(|p| p.authorization.clone());
        let connector = Connector::new(tls, proxy, base.is_https(), settings.connect_timeout);
        Ok(Self(Arc::new(Shared {
            connector,
            pools: PerRuntime::default(),
            max_response_bytes: settings.max_response_bytes,
            proxy_authorization,
            peer,
        })))
    }
}

fn may_repeat(request: &Request<Bytes>) -> bool {
    match request.extensions().get::<Operation>().map(|op| op.effect) {
        Some(Effect::Read | Effect::Repeatable) => true,
        // A request whose effect is unknown might do anything.
        Some(Effect::Once) | None => false,
    }
}

impl Service<Request<Bytes>> for Wire {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = HttpFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Bytes>) -> HttpFuture {
        if let Some(authorization) = &self.0.proxy_authorization {
            request
                .headers_mut()
                .insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        let call = Call::of(request.extensions()).cloned();
        let may_repeat = may_repeat(&request);
        let pools = self.0.pools.get(|| Pools::new(&self.0.connector));
        let client = if may_repeat {
            &pools.repeatable
        } else {
            &pools.once
        };
        let sending = client.request(request.map(|bytes| RequestBody::new(bytes, call.clone())));
        let shared = Arc::clone(&self.0);
        HttpFuture::new(async move {
            if !may_repeat {
                // The runtime polls its sockets first, so that a connection that is closed by now is not used.
                tokio::task::yield_now().await;
            }
            exchange(sending, call, &shared).await
        })
    }
}

async fn exchange(sending: ResponseFuture, call: Option<Call>, shared: &Shared) -> HttpResult {
    let response = sending.await.map_err(|e| {
        // Without a call to ask, it has to be taken for sent.
        let sent = call
            .as_ref()
            .is_none_or(|call| call.progress() != Progress::NotSent);
        classify::failed(e, sent, &shared.peer)
    })?;
    let (head, body) = response.into_parts();
    if let Some(call) = &call {
        call.mark_answered(head.status, &head.headers);
    }
    let bytes = body::collect(body, &head, shared.max_response_bytes).await?;
    Ok(Response::from_parts(head, bytes))
}
