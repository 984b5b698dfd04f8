//! Files to and from addresses that the carrier gave: presigned, so that they need no credentials, and get none.

mod download;
mod file_body;
mod options;
mod refusal;
mod upload;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HOST, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT};
use http::uri::Scheme;
use http::{Method, Request, Response, Uri};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use trunkline_core::{Error, ErrorKind, Operation};

use super::classify::{self, Peer};
use super::connector::Connector;
use super::{WireSettings, tls};
use crate::base_url::BaseUrl;
use crate::{Proxy, TransportError};

use file_body::FileBody;
pub use options::{Progress, TransferOptions};

/// Sends files to, and fetches files from, addresses that the carrier gave. No credentials are sent there, redirects are not
/// followed, and a file is never in memory as a whole.
///
/// An address must be `https`, or `http` on this machine if the client's own base URL is. What comes after the `?` of an
/// address is as good as a password while it is valid: nothing shows it.
#[derive(Clone)]
pub struct Transfers(Option<Arc<Settings>>);

struct Settings {
    wire: WireSettings,
    base: BaseUrl,
    user_agent: HeaderValue,
}

/// Where a file goes or comes from.
struct Address {
    base: BaseUrl,
    target: Uri,
}

impl Transfers {
    pub(crate) fn new(wire: WireSettings, base: BaseUrl, user_agent: HeaderValue) -> Self {
        Self(Some(Arc::new(Settings {
            wire,
            base,
            user_agent,
        })))
    }

    /// For a client whose wire is a service of the user's: it takes and gives whole bodies only.
    pub(crate) fn impossible() -> Self {
        Self(None)
    }

    /// Fetches what is at `url` into the file `to`, which must not exist. It is written under the name with `.part` behind it
    /// until it is whole. When the connection breaks, the rest is asked for, or all of it if the server does not say that it is
    /// still the same file. How long the file is.
    ///
    /// # Errors
    /// [`File`](ErrorKind::File) if it cannot be written, otherwise as any read; the unfinished file is removed.
    pub async fn download(
        &self,
        operation: &Operation,
        url: &str,
        to: &Path,
        options: &TransferOptions,
    ) -> Result<u64, Error> {
        let link = self.link(operation, url)?;
        let download = download::Download::new(link, to, options);
        within(operation, options.timeout, download.run()).await
    }

    /// Sends the file `from` to `url` with PUT.
    ///
    /// # Errors
    /// [`File`](ErrorKind::File) if it cannot be read, otherwise as any call that can be repeated.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: the same file is there then.
    pub async fn upload(
        &self,
        operation: &Operation,
        from: &Path,
        media_type: &'static str,
        url: &str,
        options: &TransferOptions,
    ) -> Result<(), Error> {
        let link = self.link(operation, url)?;
        let upload = upload::Upload::new(link, from, media_type, options);
        within(operation, options.timeout, upload.run()).await
    }

    fn link(&self, operation: &Operation, url: &str) -> Result<Link, Error> {
        let fail = |kind, what: String| Error::new(operation, kind, what);
        let settings = self.0.as_deref().ok_or_else(|| {
            let what = "files need the client's own wire; this client was built with a service in its place";
            fail(ErrorKind::Configuration, what.to_owned())
        })?;
        let address = settings
            .address(url)
            .map_err(|rule| fail(ErrorKind::InvalidInput, format!("the file's address {rule}")))?;
        Link::new(settings, address, *operation).map_err(|what| fail(ErrorKind::Configuration, what))
    }
}

impl std::fmt::Debug for Transfers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transfers").finish_non_exhaustive()
    }
}

impl Settings {
    fn address(&self, url: &str) -> Result<Address, &'static str> {
        let target: Uri = url.trim().parse().map_err(|_| "is not a URL")?;
        let (Some(scheme), Some(authority)) = (target.scheme(), target.authority()) else {
            return Err("must be absolute");
        };
        let base = BaseUrl::parse(&format!("{scheme}://{authority}"), false)?;
        match base.is_https() || !self.base.is_https() {
            true => Ok(Address { base, target }),
            false => Err("must begin with https://"),
        }
    }
}

/// A way to one address, made for one transfer.
struct Link {
    operation: Operation,
    client: Client<Connector, FileBody>,
    peer: Peer,
    address: Address,
    user_agent: HeaderValue,
    proxy_authorization: Option<HeaderValue>,
}

impl Link {
    fn new(settings: &Settings, address: Address, operation: Operation) -> Result<Self, String> {
        let wire = &settings.wire;
        let proxy = wire.proxy.as_ref().map(Proxy::parts).transpose();
        let proxy = proxy.map_err(|rule| format!("the proxy URL {rule}"))?;
        let to_https = address.target.scheme() == Some(&Scheme::HTTPS);
        let encrypted = to_https || proxy.as_ref().is_some_and(|proxy| proxy.is_https());
        let tls = tls::config(wire, encrypted)?;
        let forwarding = proxy.as_ref().filter(|_| !to_https);
        Ok(Self {
            operation,
            peer: Peer::new(&address.base, proxy.as_ref(), wire.connect_timeout),
            proxy_authorization: forwarding.and_then(|proxy| proxy.authorization.clone()),
            client: Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(0)
                .build(Connector::new(tls, proxy, to_https, wire.connect_timeout)),
            address,
            user_agent: settings.user_agent.clone(),
        })
    }

    fn request(&self, method: Method, body: FileBody) -> Request<FileBody> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        request.uri_mut().clone_from(&self.address.target);
        let headers = request.headers_mut();
        headers.insert(HOST, self.address.base.host_header().clone());
        headers.insert(USER_AGENT, self.user_agent.clone());
        if let Some(authorization) = &self.proxy_authorization {
            headers.insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        request
    }

    async fn send(&self, request: Request<FileBody>) -> Result<Response<Incoming>, TransportError> {
        let response = self.client.request(request).await;
        response.map_err(|error| classify::failed(error, true, &self.peer))
    }

    fn fail(&self, kind: ErrorKind, what: impl Into<String>) -> Error {
        Error::new(&self.operation, kind, what)
    }

    fn broken(&self, error: TransportError) -> Error {
        let (kind, what, source) = error.into_parts();
        let error = self.fail(kind, what);
        match source {
            Some(source) => error.caused_by(source),
            None => error,
        }
    }

    fn file_failed(&self, what: &str, path: &Path, error: std::io::Error) -> Error {
        let what = format!("{what} {}: {error}", path.display());
        self.fail(ErrorKind::File, what).caused_by(error)
    }
}

/// Why an attempt did not succeed.
enum Stopped {
    /// Another attempt may.
    Again(Error),
    /// No other attempt will.
    ForGood(Error),
}

/// A wait before another attempt, the longer the more have failed in a row.
fn wait(failures: u32) -> Duration {
    let longest = Duration::from_millis(500).saturating_mul(1 << failures.min(4));
    longest / 2 + crate::clock::full_jitter(longest / 2)
}

async fn within<T>(
    operation: &Operation,
    limit: Duration,
    transfer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::time::timeout(limit, transfer).await.unwrap_or_else(|_| {
        let what = format!("the file was not transferred within {} s", limit.as_secs());
        Err(Error::new(operation, ErrorKind::Timeout, what))
    })
}
