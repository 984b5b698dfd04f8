//! Authorization: the base URL is joined, and every attempt is signed freshly.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST, HeaderValue, USER_AGENT};
use http::{Method, Request, Response};
use tower::Service;
use trunkline_core::ErrorKind;

use crate::base_url::BaseUrl;
use crate::clock::SharedClock;
use crate::service::{Answering, take_ready};
use crate::{BoxError, Sent, TransportError};

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

/// What an answer has taught an [`Authorizer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relearn {
    /// Nothing new.
    Nothing,
    /// The request was refused, nothing was done, and a new signature may be accepted (the clock was corrected, say).
    /// It is sent once more at most, whatever the call does.
    TryAgain,
}

/// Proves to the carrier who is calling. Asked freshly for every attempt.
pub trait Authorizer: Send + Sync {
    /// Adds the proof to `request`, whose URI is absolute and final. It may also rewrite path and query, if the scheme asks
    /// for a canonical form. Mark secret header values as sensitive.
    ///
    /// # Errors
    /// [`AuthorizeError`] if it cannot be signed; nothing is sent then.
    fn authorize(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), AuthorizeError>;

    /// Looks at a refusal: any answer whose status is not 2xx.
    fn learn(&self, response: &Response<Bytes>, now: SystemTime) -> Relearn {
        let _ = (response, now);
        Relearn::Nothing
    }
}

/// In the extensions of a response that [`Relearn::TryAgain`] was said about.
#[derive(Clone, Copy)]
pub(crate) struct SignAgain;

pub(crate) struct Identity {
    pub(crate) base: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) authorizer: Option<Arc<dyn Authorizer>>,
    pub(crate) clock: SharedClock,
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
        authorizer.authorize(request, self.clock.now()).map_err(|e| {
            TransportError::new(Sent::No, ErrorKind::Configuration, e.to_string())
                .permanent()
                .caused_by(e)
        })
    }

    fn learn(&self, response: &mut Response<Bytes>) {
        let Some(authorizer) = &self.authorizer else {
            return;
        };
        if authorizer.learn(response, self.clock.now()) == Relearn::TryAgain {
            response.extensions_mut().insert(SignAgain);
        }
    }
}

#[derive(Clone)]
pub(crate) struct Authorize<S> {
    inner: S,
    identity: Arc<Identity>,
}

impl<S> Authorize<S> {
    pub(crate) fn new(inner: S, identity: Arc<Identity>) -> Self {
        Self { inner, identity }
    }
}

impl<S> Service<Request<Bytes>> for Authorize<S>
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

    fn call(&mut self, mut request: Request<Bytes>) -> Answering {
        let mut inner = take_ready(&mut self.inner);
        let identity = Arc::clone(&self.identity);
        Box::pin(async move {
            identity.prepare(&mut request)?;
            let mut response = inner.call(request).await?;
            identity.learn(&mut response);
            Ok(response)
        })
    }
}
