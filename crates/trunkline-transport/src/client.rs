//! The client.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use tower::Service;
use tracing::{Instrument, Span, field};
use trunkline_core::{Applied, Carrier, Effect, Endpoint, Error, ListEndpoint, Operation};

use crate::base_url::BaseUrl;
use crate::service::{Answer, Next};
use crate::{CallOptions, ClientBuilder, Listing, outcome};

/// Sends endpoints to one carrier. Cheap to clone; clones share connections, retry budget and pacing.
///
/// Every future may be dropped at any time: a call that is dropped is never sent again by itself, and what it held is
/// given back.
#[derive(Clone)]
pub struct Client {
    service: Next,
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
}

pub(crate) struct Shared {
    pub(crate) base: BaseUrl,
    pub(crate) carrier: &'static Carrier,
}

impl Client {
    /// A client of the service at `base_url`: `https`, host and a path that all calls share.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    pub(crate) fn new(service: Next, shared: Shared) -> Self {
        Self {
            service,
            shared: Arc::new(shared),
            options: Arc::default(),
        }
    }

    /// Where the calls go, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str()
    }

    /// This client, but all its calls with these options, where they are set.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        let options = Arc::new(options.or(&self.options));
        Self {
            options,
            ..self.clone()
        }
    }

    /// Sends one call and reads its answer.
    ///
    /// # Errors
    /// [`Error::kind`] says what went wrong, [`Error::applied`] whether the carrier acted.
    ///
    /// # If the outcome is unknown
    /// A call with [`trunkline_core::Effect::Once`] that the carrier may have acted upon is not sent again; the error says
    /// [`Applied::Unknown`], and [`Error::hint`] what to read to find out.
    pub async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.send_with(endpoint, CallOptions::default()).await
    }

    /// As [`send`](Self::send), with options for this call.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    ///
    /// # If the outcome is unknown
    /// As [`send`](Self::send).
    pub async fn send_with<E: Endpoint>(
        &self,
        endpoint: &E,
        options: CallOptions,
    ) -> Result<E::Output, Error> {
        let mut request = endpoint.request()?;
        if request.extensions().get::<Operation>().is_none() {
            request.extensions_mut().insert(E::OPERATION);
        }
        let span = span(&E::OPERATION);
        let answer = self.dispatch(request, options).instrument(span.clone()).await;
        record(&span, &answer);
        let result = outcome::read::<E>(answer).map_err(|error| complete(endpoint, error));
        conclude(&span, E::OPERATION.effect, &result);
        result
    }

    /// Sends a request as it is, through the same layers; its target is relative to the base URL, or absolute with the
    /// same origin. An [`Operation`] in its extensions says what repeating it does; without one it is never sent again
    /// once the carrier may have acted. [`CallOptions`] may be there, too.
    ///
    /// # Errors
    /// Only if there is no complete answer: a refusal is a response here.
    ///
    /// # If the outcome is unknown
    /// As [`send`](Self::send), without a hint.
    pub async fn raw(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        let options = request.extensions_mut().remove().unwrap_or_default();
        let operation = match request.extensions().get::<Operation>() {
            Some(operation) => *operation,
            None => {
                let operation = outcome::raw(self.shared.carrier);
                request.extensions_mut().insert(operation);
                operation
            }
        };
        let span = span(&operation);
        let answer = self.dispatch(request, options).instrument(span.clone()).await;
        record(&span, &answer);
        let result = outcome::hand_back(&operation, answer);
        conclude(&span, operation.effect, &result);
        result
    }

    /// A list, as one page, as pages, or as items. Nothing is sent before one of them is asked for.
    pub fn list<E: ListEndpoint>(&self, endpoint: E) -> Listing<E> {
        Listing::new(self.clone(), endpoint)
    }

    /// Everything below the typed ends, and so compiled once.
    async fn dispatch(&self, mut request: Request<Bytes>, options: CallOptions) -> Answer {
        let options = options.or(&self.options);
        if !options.is_empty() {
            request.extensions_mut().insert(options);
        }
        let mut service = self.service.clone();
        std::future::poll_fn(|cx| service.poll_ready(cx)).await?;
        service.call(request).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

/// What only the endpoint knows of a failure.
fn complete<E: Endpoint>(endpoint: &E, error: Error) -> Error {
    // Also a call that was carried out needs a look, if its answer could not be read.
    let open = error.applied() != Applied::No;
    let error = error.with_subject(endpoint.subject());
    if open {
        error.with_default_hint(endpoint.recovery_hint())
    } else {
        error
    }
}

fn span(operation: &Operation) -> Span {
    tracing::info_span!(
        "operation",
        op = operation.name,
        carrier = operation.carrier.name,
        attempts = field::Empty,
        status = field::Empty,
        applied = field::Empty,
    )
}

fn record(span: &Span, answer: &Answer) {
    if span.is_disabled() {
        return;
    }
    let attempts = match answer {
        Ok(response) => {
            span.record("status", response.status().as_u16());
            response.extensions().get::<trunkline_core::Attempts>().copied()
        }
        Err(error) => Some(error.attempts()),
    };
    span.record("attempts", attempts.unwrap_or_default().count);
}

fn conclude<T>(span: &Span, effect: Effect, result: &Result<T, Error>) {
    if span.is_disabled() {
        return;
    }
    let applied = match result {
        // A read has nothing to apply.
        Ok(_) if effect == Effect::Read => Applied::No,
        Ok(_) => Applied::Yes,
        Err(error) => error.applied(),
    };
    span.record("applied", field::debug(applied));
}
