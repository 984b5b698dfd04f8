//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderValue;
use http::{Request, Response};
use tower::util::Either;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::{Carrier, Error, ErrorKind, Operation};

use crate::authorize::{AuthorizeLayer, Identity};
use crate::base_url::BaseUrl;
use crate::client::Shared;
use crate::clock::{SharedClock, SharedJitter, full_jitter};
use crate::event::{Event, Observer};
use crate::http_service::HttpService;
use crate::rate_limit::{RateLimitLayer, RateLimits, SharedTurns};
use crate::redact::unchecked_url;
use crate::retry::{Budget, RetryLayer, Settings};
use crate::stack::{Stack, UserLayer};
use crate::wire::{Wire, WireSettings};
use crate::{Authorizer, BoxError, Client, Clock, Proxy, RetryPolicy, SystemClock, Transfers};

/// Builds a [`Client`], or a carrier's own client `T` around one. Every setting has a default that protects.
#[must_use]
pub struct ClientBuilder<T = Client> {
    base_url: String,
    allow_plain_http: bool,
    carrier: &'static Carrier,
    authorizer: Option<Arc<dyn Authorizer>>,
    user_agent: String,
    rate_limits: RateLimits,
    retry: RetryPolicy,
    operation_timeout: Duration,
    attempt_timeout: Duration,
    max_concurrency: usize,
    wire: WireSettings,
    layers: Vec<UserLayer>,
    attempt_layers: Vec<UserLayer>,
    service: Option<HttpService>,
    clock: SharedClock,
    jitter: SharedJitter,
    observer: Observer,
    built: PhantomData<fn() -> T>,
}

impl<T> ClientBuilder<T> {
    /// A client of the service at `base_url`: `https`, host and a path that all calls share.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            allow_plain_http: false,
            carrier: &crate::outcome::UNKNOWN_CARRIER,
            authorizer: None,
            user_agent: crate::USER_AGENT.to_owned(),
            rate_limits: RateLimits::none(),
            retry: RetryPolicy::default(),
            operation_timeout: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(30),
            max_concurrency: 64,
            wire: WireSettings::default(),
            layers: Vec::new(),
            attempt_layers: Vec::new(),
            service: None,
            clock: Arc::new(SystemClock),
            jitter: Arc::new(full_jitter),
            observer: Observer::default(),
            built: PhantomData,
        }
    }

    /// Another address of the service: an emulator's, say. A path is kept, a slash at the end makes no difference; a query,
    /// a fragment or a user name is refused.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Allows a plain `http` base URL on a host that is not this machine. Off by default: credentials would travel in the
    /// clear.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// The carrier whose rules apply to requests that come without an operation.
    pub fn carrier(mut self, carrier: &'static Carrier) -> Self {
        self.carrier = carrier;
        self
    }

    /// How requests are authorized. Not at all by default.
    pub fn authorizer(mut self, authorizer: impl Authorizer + 'static) -> Self {
        self.authorizer = Some(Arc::new(authorizer));
        self
    }

    /// The `User-Agent` header: `trunkline/` and the version by default.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// How fast calls may leave. [`RateLimits::none`] by default, which leaves it to the carrier's refusals to teach it.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.rate_limits = limits.shared_as(self.rate_limits);
        self
    }

    /// Takes turns with others, the processes of this machine say, within the rate limits: see
    /// [`TurnsInFile`](crate::TurnsInFile). Not by default.
    pub fn shared_turns(mut self, turns: impl SharedTurns + 'static) -> Self {
        self.rate_limits = self.rate_limits.shared(turns);
        self
    }

    /// How failed calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long the making of a connection may take, look-up of the name, proxy and handshake included: 5 s by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.wire.connect_timeout = limit;
        self
    }

    /// How long one attempt may take: 30 s by default.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// How long a call may take as a whole, waiting, back-off and look-ups included: 60 s by default.
    pub fn operation_timeout(mut self, limit: Duration) -> Self {
        self.operation_timeout = limit;
        self
    }

    /// How many bytes a response may have: 8 MiB by default.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.wire.max_response_bytes = bytes;
        self
    }

    /// How many attempts may be under way at once, from all clones of the client: 64 by default, at least 1. A call that
    /// backs off does not count.
    pub fn max_concurrency(mut self, at_once: usize) -> Self {
        self.max_concurrency = at_once;
        self
    }

    /// Goes through a proxy. None by default, whatever the environment says.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.wire.proxy = Some(proxy);
        self
    }

    /// Trusts the authority with this certificate, in PEM, besides those of the platform. A file may hold several.
    pub fn add_root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.wire.roots.push(pem.as_ref().to_vec());
        self
    }

    /// Accepts any certificate. **Anybody on the way can then read the credentials and answer in the carrier's name**; for
    /// a test bench only.
    pub fn danger_accept_invalid_certificates(mut self, accept: bool) -> Self {
        self.wire.accept_invalid_certificates = accept;
        self
    }

    /// Tells `observer` what happens to calls, for metrics say: attempts with status and latency, waits, retries, look-ups, and
    /// how each call ends. It is called where it happens, so it should be quick. The repository's `docs/telemetry.md` has recipes.
    ///
    /// ```
    /// use trunkline_transport::{Client, EventKind};
    ///
    /// let client = Client::builder("https://api.example.com").observe(|event| {
    ///     if let EventKind::Attempted { latency, status, .. } = event.kind {
    ///         println!("{} {status:?} {} ms", event.operation.name, latency.as_millis());
    ///     }
    /// });
    /// ```
    pub fn observe(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observer);
        self
    }

    /// Adds a layer around whole calls: it sees one request and one response per call, however often it is tried, and
    /// targets relative to the base URL. The reads that look a lost outcome up are calls of their own to it. The first one
    /// added is the outermost. A layer for other bodies, one of `tower-http` say, fits with
    /// [`BodyLayer`](crate::BodyLayer).
    ///
    /// If it fails before it has called the service below it, nothing was sent and the error says so
    /// ([`Applied::No`](trunkline_core::Applied::No)).
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + Send + Sync + 'static,
        L::Service: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Bytes>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Bytes>>>::Future: Send + 'static,
    {
        self.layers
            .push(Box::new(move |inner| HttpService::foreign(layer.layer(inner))));
        self
    }

    /// Adds a layer around every attempt, outside authorization: what it adds to the request is signed, and it does not see
    /// credentials. The first one added is the outermost. If it fails before it has called the service below it, the attempt
    /// counts as not sent.
    pub fn attempt_layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + Send + Sync + 'static,
        L::Service: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Bytes>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Bytes>>>::Future: Send + 'static,
    {
        self.attempt_layers
            .push(Box::new(move |inner| HttpService::foreign(layer.layer(inner))));
        self
    }

    /// Sends through `service` and not through our own wire; proxy, certificates, connect timeout and the limit for bodies
    /// are then its own business. An error it returns means that the carrier may have acted, unless it is a
    /// [`TransportError`](crate::TransportError) that says otherwise.
    pub fn service<S>(mut self, service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        self.service = Some(HttpService::foreign_wire(service));
        self
    }

    /// Another wall clock, for signatures and for dates in `Retry-After`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Another jitter for the back-off: given the longest wait, it returns the wait.
    pub fn jitter(mut self, jitter: impl Fn(Duration) -> Duration + Send + Sync + 'static) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// The client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if a URL, a header or a certificate cannot be used.
    pub fn build(self) -> Result<T, Error>
    where
        T: From<Client>,
    {
        let operation = Operation::read(self.carrier, "client.build");
        self.assemble()
            .map(T::from)
            .map_err(|what| Error::new(&operation, ErrorKind::Configuration, what))
    }

    fn assemble(self) -> Result<Client, String> {
        let base = BaseUrl::parse(&self.base_url, self.allow_plain_http)
            .map_err(|rule| format!("the base URL {rule}"))?;
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| "the user agent must be printable text".to_owned())?;
        let (wire, transfers) = match self.service {
            Some(service) => (Either::Right(service), Transfers::impossible()),
            None => {
                let wire = Wire::new(&self.wire, &base)?;
                let transfers = Transfers::new(self.wire, base.clone(), user_agent.clone());
                (Either::Left(wire), transfers)
            }
        };
        let retry = Settings {
            budget: Arc::new(Budget::new(self.retry.budget)),
            policy: self.retry,
            clock: Arc::clone(&self.clock),
            jitter: self.jitter,
            observer: self.observer,
        };
        let user = self.authorizer.as_ref().and_then(|authorizer| authorizer.user());
        let user = user.map(Box::from);
        let identity = Identity {
            base: base.clone(),
            user_agent,
            authorizer: self.authorizer,
            clock: self.clock,
        };
        let has_user_layers = !self.layers.is_empty();
        let stack = Stack {
            layers: self.layers,
            retry: RetryLayer::from(retry.clone()),
            rate_limits: RateLimitLayer::with_clock(self.rate_limits, Arc::clone(&retry.clock)),
            max_concurrency: self.max_concurrency,
            attempt_layers: self.attempt_layers,
            authorize: AuthorizeLayer::from(identity),
            attempt_timeout: self.attempt_timeout,
            wire,
        };
        Ok(Client::new(Shared {
            stack: stack.build(),
            base,
            user,
            carrier: self.carrier,
            timeout: self.operation_timeout,
            retry,
            has_user_layers,
            transfers,
        }))
    }
}

impl<T> fmt::Debug for ClientBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &unchecked_url(&self.base_url))
            .field("retry", &self.retry)
            .field("operation_timeout", &self.operation_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .finish_non_exhaustive()
    }
}
