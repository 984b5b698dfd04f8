//! Makes a connection: name look-up, TCP, proxy and TLS within one time limit.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use rustls::ClientConfig;
use tower_service::Service;

use super::stream::Stream;
use crate::BoxError;
use crate::proxy::ProxyParts;

type Direct = HttpsConnector<HttpConnector>;

/// No connection was made in time. `HttpConnector`'s own limit would not cover the look-up of the name.
#[derive(Debug, thiserror::Error)]
#[error("connecting took too long")]
pub(super) struct ConnectTimeout;

/// hyper clones it for every request, whether that needs a connection or not.
#[derive(Clone)]
pub(crate) struct Connector {
    route: Arc<Route>,
    limit: Duration,
}

#[derive(Clone)]
enum Route {
    /// To the carrier.
    Direct(Direct),
    /// Through a tunnel, encrypted to the carrier.
    Tunnel(HttpsConnector<Tunnel<Direct>>),
    /// To a proxy that forwards plain requests.
    Forward(Direct, Uri),
}

impl Connector {
    pub(super) fn new(
        tls: Arc<ClientConfig>,
        proxy: Option<ProxyParts>,
        to_https: bool,
        limit: Duration,
    ) -> Self {
        let direct = Direct::from((tcp(), Arc::clone(&tls)));
        let route = match proxy {
            None => Route::Direct(direct),
            Some(proxy) if to_https => {
                let mut tunnel = Tunnel::new(proxy.uri, direct);
                if let Some(authorization) = proxy.authorization {
                    tunnel = tunnel.with_auth(authorization);
                }
                Route::Tunnel(HttpsConnector::from((tunnel, tls)))
            }
            Some(proxy) => Route::Forward(direct, proxy.uri),
        };
        let route = Arc::new(route);
        Self { route, limit }
    }
}

fn tcp() -> HttpConnector {
    let mut tcp = HttpConnector::new();
    // TLS is added by the layer above.
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp
}

async fn connect(route: Route, to: Uri) -> Result<Stream, BoxError> {
    match route {
        Route::Direct(mut direct) => Ok(Stream::new(ready(&mut direct, to).await?, false)),
        Route::Tunnel(mut tunnel) => Ok(Stream::new(ready(&mut tunnel, to).await?, false)),
        Route::Forward(mut direct, proxy) => Ok(Stream::new(ready(&mut direct, proxy).await?, true)),
    }
}

async fn ready<S: Service<Uri, Error = BoxError>>(service: &mut S, to: Uri) -> Result<S::Response, BoxError> {
    std::future::poll_fn(|cx| service.poll_ready(cx)).await?;
    service.call(to).await
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = connect(Route::clone(&self.route), to);
        let limit = self.limit;
        Box::pin(async move {
            tokio::time::timeout(limit, connecting)
                .await
                .unwrap_or_else(|_| Err(ConnectTimeout.into()))
        })
    }
}
