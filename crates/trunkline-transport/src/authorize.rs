//! The authorize layer: the base URL is joined, and every attempt is signed freshly.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderValue, USER_AGENT};
use http::{Method, Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::ErrorKind;

use crate::base_url::BaseUrl;
use crate::call::Call;
use crate::clock::{SharedClock, SystemClock};
use crate::http_service::{AttemptService, HttpResult};
use crate::{BoxError, Clock, TransportError};

/// A request cannot be signed; nothing is sent.
#[derive(Debug, thiserror::Error)]
#[error("the request cannot be signed: {what}")]
pub struct AuthorizeError {
    what: String,
    source: Option<BoxError>,
}

impl AuthorizeError {
    /// Says why, without the secret.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            source: None,
        }
    }

    /// Adds the cause.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.source = Some(cause.into());
        self
    }
}

/// What a refusal has taught an [`Authorizer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reauthorize {
    /// Nothing new.
    No,
    /// The request was refused, nothing was done, and a new signature may be accepted (the clock was corrected, say). It is
    /// sent once more at most, whatever the call does.
    Once,
}

/// Proves to the carrier who is calling. Asked freshly for every attempt.
pub trait Authorizer: Send + Sync {
    /// Adds the proof to `request`, whose URI is absolute and final. It may also rewrite path and query, if the scheme asks
    /// for a canonical form. Mark secret header values as sensitive.
    ///
    /// # Errors
    /// [`AuthorizeError`] if it cannot be signed; nothing is sent then.
    fn authorize(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), AuthorizeError>;

    /// The name under which the carrier knows who calls, if the proof has one.
    fn user(&self) -> Option<&str> {
        None
    }

    /// Looks at a refusal: any response whose status is not 2xx.
    fn on_refusal(&self, response: &Response<Bytes>, now: SystemTime) -> Reauthorize {
        let _ = (response, now);
        Reauthorize::No
    }
}

/// Sends requests to one origin and signs them. A [`Layer`] inside the retry layer, so that every attempt is signed freshly.
///
/// A target relative to the base URL is joined with it; one that names another origin is refused, since credentials go to the
/// base URL only.
#[derive(Clone)]
pub struct AuthorizeLayer(Arc<Identity>);

#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) base: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) authorizer: Option<Arc<dyn Authorizer>>,
    pub(crate) clock: SharedClock,
}

impl AuthorizeLayer {
    /// Sends to `base_url` (see [`ClientBuilder::base_url`](crate::ClientBuilder::base_url)), signed by `authorizer`, by the
    /// system's clock.
    ///
    /// # Errors
    /// The rule that the base URL breaks.
    pub fn new(base_url: &str, authorizer: impl Authorizer + 'static) -> Result<Self, AuthorizeError> {
        let base = BaseUrl::parse(base_url, false)
            .map_err(|rule| AuthorizeError::new(format!("the base URL {rule}")))?;
        Ok(Self::from(Identity {
            base,
            user_agent: HeaderValue::from_static(crate::USER_AGENT),
            authorizer: Some(Arc::new(authorizer)),
            clock: Arc::new(SystemClock),
        }))
    }

    /// Another wall clock, for signatures.
    #[must_use]
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        Self::from(Identity {
            clock: Arc::new(clock),
            ..Arc::unwrap_or_clone(self.0)
        })
    }
}

impl From<Identity> for AuthorizeLayer {
    fn from(identity: Identity) -> Self {
        Self(Arc::new(identity))
    }
}

impl std::fmt::Debug for AuthorizeLayer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuthorizeLayer")
            .field("base_url", &self.0.base.as_str())
            .finish_non_exhaustive()
    }
}

impl<S> Layer<S> for AuthorizeLayer {
    type Service = AuthorizeService<S>;

    fn layer(&self, inner: S) -> AuthorizeService<S> {
        AuthorizeService {
            inner,
            identity: Arc::clone(&self.0),
        }
    }
}

impl Identity {
    fn prepare(&self, request: &mut Request<Bytes>) -> Result<(), TransportError> {
        self.base.join(request)?;
        let bare = request.body().is_empty() && !matches!(*request.method(), Method::GET | Method::HEAD);
        let headers = request.headers_mut();
        headers.insert(HOST, self.base.host_header().clone());
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        if bare {
            // hyper leaves the header out for an empty body, and some gateways then answer 411.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let Some(authorizer) = &self.authorizer else {
            return Ok(());
        };
        authorizer
            .authorize(request, self.clock.now())
            .map_err(|e| TransportError::unsendable(ErrorKind::Configuration, e.to_string()).caused_by(e))
    }

    fn learn(&self, response: &Response<Bytes>, call: Option<&Call>) {
        let (Some(authorizer), Some(call)) = (&self.authorizer, call) else {
            return;
        };
        if authorizer.on_refusal(response, self.clock.now()) == Reauthorize::Once {
            call.ask_to_reauthorize();
        }
    }
}

/// Made by [`AuthorizeLayer`].
#[derive(Clone)]
pub struct AuthorizeService<S> {
    inner: S,
    identity: Arc<Identity>,
}

impl<S: std::fmt::Debug> std::fmt::Debug for AuthorizeService<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("AuthorizeService").field(&self.inner).finish()
    }
}

impl<S: AttemptService> Service<Request<Bytes>> for AuthorizeService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = AuthorizeFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Self::Future {
        match self.identity.prepare(&mut request) {
            Ok(()) => {
                let call = Call::of(request.extensions()).cloned();
                if let Some(call) = &call {
                    call.remember_authorization(request.headers().get(AUTHORIZATION));
                }
                AuthorizeFuture::Sent {
                    call,
                    identity: Arc::clone(&self.identity),
                    response: self.inner.call(request),
                }
            }
            Err(error) => AuthorizeFuture::Refused { error: Some(error) },
        }
    }
}

pin_project! {
    /// The future of [`AuthorizeService`].
    #[project = AuthorizeFutureProjection]
    #[allow(clippy::large_enum_variant, reason = "the small variant is the rare one")]
    pub enum AuthorizeFuture<F> {
        /// Under way.
        Sent {
            #[pin]
            response: F,
            identity: Arc<Identity>,
            call: Option<Call>,
        },
        /// It cannot be signed.
        Refused {
            error: Option<TransportError>,
        },
    }
}

impl<F: Future<Output = HttpResult>> Future for AuthorizeFuture<F> {
    type Output = HttpResult;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<HttpResult> {
        match self.project() {
            AuthorizeFutureProjection::Sent {
                response,
                identity,
                call,
            } => {
                let result = ready!(response.poll(cx));
                if let Ok(response) = &result
                    && !response.status().is_success()
                {
                    identity.learn(response, call.as_ref());
                }
                Poll::Ready(result)
            }
            AuthorizeFutureProjection::Refused { error } => Poll::Ready(Err(error
                .take()
                .unwrap_or_else(|| TransportError::not_sent("the request could not be signed")))),
        }
    }
}
