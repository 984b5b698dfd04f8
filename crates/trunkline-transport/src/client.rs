//! The client.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tracing::{Instrument, Span, field};
use trunkline_core::{
    Applied, Attempts, Carrier, Effect, Endpoint, Error, ErrorKind, ListEndpoint, LookUp, Operation, Reader,
};

use crate::base_url::BaseUrl;
use crate::call::{Call, Limits, Outcome};
use crate::event::EventKind;
use crate::http_service::HttpResult;
use crate::retry::Settings;
use crate::settle::{LookUpReader, Settlement, is_open};
use crate::stack::Dispatch;
use crate::{CallOptions, ClientBuilder, Listing, Transfers, TransportError, outcome};

/// Sends endpoints to one carrier. Cheap to clone; clones share connections, retry budget and rate limits.
///
/// Every future may be dropped at any time: a call that is dropped is never sent again by itself, and what it held is
/// given back.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    options: Option<Arc<CallOptions>>,
}

pub(crate) struct Shared {
    pub(crate) stack: Box<dyn Dispatch>,
    pub(crate) base: BaseUrl,
    pub(crate) user: Option<Box<str>>,
    pub(crate) carrier: &'static Carrier,
    pub(crate) timeout: Duration,
    pub(crate) retry: Settings,
    /// Layers of the user's may wait for ever; our own may not.
    pub(crate) has_user_layers: bool,
    pub(crate) transfers: Transfers,
}

impl Client {
    /// A client of the service at `base_url`: `https`, host and a path that all calls share.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            options: None,
        }
    }

    /// Where the calls go, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str()
    }

    /// Who calls, if the [authorizer](crate::Authorizer::user) tells.
    pub fn user(&self) -> Option<&str> {
        self.shared.user.as_deref()
    }

    /// This client, but all its calls with these options, where they are set.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Some(Arc::new(self.merged(options))),
        }
    }

    /// Sends one call and reads its response. If the reply is lost and the endpoint can [look its outcome
    /// up](Endpoint::look_up), that is part of the call: within its time limit, with its options.
    ///
    /// # Errors
    /// [`Error::kind`] says what went wrong, [`Error::applied`] whether the carrier acted.
    ///
    /// # If the outcome is unknown
    /// A call with [`Effect::Once`] that the carrier may have acted upon is not sent again. If no look-up settles it in time,
    /// the error says [`Applied::Unknown`], and [`Error::hint`] what to read to find out; [`settle`](Self::settle) goes on
    /// looking later.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
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
        endpoint: E,
        options: CallOptions,
    ) -> Result<E::Output, Error> {
        let mut request = endpoint.request()?;
        let options = self.merged(options);
        let call = self.begin(&options);
        let extensions = request.extensions_mut();
        extensions.insert(call.clone());
        if extensions.get::<Operation>().is_none() {
            extensions.insert(E::OPERATION);
        }
        let span = span(&E::OPERATION);
        let result = if span.is_disabled() {
            self.run(&endpoint, request, &call, &options, &span).await
        } else {
            // In a box, so that a call that nobody traces does not have to have room for it.
            let sending = Box::pin(self.run(&endpoint, request, &call, &options, &span));
            sending.instrument(span.clone()).await
        };
        self.conclude(&span, &E::OPERATION, &call, &result);
        result
    }

    async fn run<E: Endpoint>(
        &self,
        endpoint: &E,
        request: Request<Bytes>,
        call: &Call,
        options: &CallOptions,
        span: &Span,
    ) -> Result<E::Output, Error> {
        let result = self.dispatch(request, call.limits().deadline).await;
        let mut ended = call.outcome(E::OPERATION.effect);
        record(span, &result, &ended);
        match outcome::read(endpoint, result, call, &mut ended) {
            Ok(output) => Ok(output),
            Err(error) if is_open(E::OPERATION.effect, &error) => {
                let lost_at = ended.lost_at.unwrap_or_else(Instant::now);
                let error = error.with_default_hint(endpoint.recovery_hint());
                let settlement = self.settlement(endpoint, call, options, lost_at);
                // In a box, as below: hardly any call comes here, and each would have to have room for it.
                Box::pin(settlement.settle(error, ended.attempts)).await
            }
            Err(error) if E::refused_if_applied(&error) => {
                Err(Box::pin(self.explain(endpoint, error, call, ended.attempts)).await)
            }
            Err(error) => Err(error),
        }
    }

    /// Finds out what became of a request whose reply was lost earlier, in this process or in one that has ended. It only
    /// reads; the request itself is not sent again. [`CallOptions::lost_ago`] says when the reply was lost.
    ///
    /// # Errors
    /// With [`Applied::No`] if the request was certainly not carried out, so that sending it is safe. With
    /// [`Applied::Unknown`] if that is still open when the time is up, or if no read settles such a call.
    pub async fn settle<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        self.settle_with(endpoint, CallOptions::default()).await
    }

    /// As [`settle`](Self::settle), with options for this call.
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    pub async fn settle_with<E: Endpoint>(
        &self,
        endpoint: E,
        options: CallOptions,
    ) -> Result<E::Output, Error> {
        // A request that was never valid was never sent.
        endpoint.request()?;
        let options = self.merged(options);
        let call = self.begin(&options);
        let now = call.begun();
        let lost_at = now
            .checked_sub(options.lost_ago.unwrap_or_default())
            .unwrap_or(now);
        let error = outcome::unknown(&endpoint).with_default_hint(endpoint.recovery_hint());
        let span = span(&E::OPERATION);
        let result = self
            .settlement(&endpoint, &call, &options, lost_at)
            .settle(error, Attempts::default())
            .instrument(span.clone())
            .await;
        self.conclude(&span, &E::OPERATION, &call, &result);
        result
    }

    /// Sends a request as it is, through the same layers; its target is relative to the base URL, or absolute with the
    /// same origin. An [`Operation`] in its extensions says what repeating it does; without one it is never sent again
    /// once the carrier may have acted. [`CallOptions`] may be there, too. The response comes as it is: nothing is masked, of
    /// a confidential operation neither.
    ///
    /// # Errors
    /// Only if there is no complete response: a refusal is a response here.
    ///
    /// # If the outcome is unknown
    /// As [`send`](Self::send), without a hint and without look-ups.
    pub async fn raw(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, Error> {
        let extensions = request.extensions_mut();
        let call = self.begin(&self.merged(extensions.remove().unwrap_or_default()));
        extensions.insert(call.clone());
        let operation = *extensions.get_or_insert_with(|| outcome::raw(self.shared.carrier));
        let span = span(&operation);
        let result = self
            .dispatch(request, call.limits().deadline)
            .instrument(span.clone())
            .await;
        let ended = call.outcome(operation.effect);
        record(&span, &result, &ended);
        let result = outcome::hand_back(&operation, result, &ended);
        self.conclude(&span, &operation, &call, &result);
        result
    }

    /// A list, as one page, as pages, or as items. Nothing is sent before one of them is asked for.
    pub fn list<E: ListEndpoint>(&self, endpoint: E) -> Listing<E> {
        Listing::new(self.clone(), endpoint)
    }

    /// Files to and from addresses that the carrier gave. They do not pass the layers, and no credentials go there.
    pub fn transfers(&self) -> &Transfers {
        &self.shared.transfers
    }

    /// Everything below the typed ends, and so compiled once.
    pub(crate) async fn dispatch(&self, request: Request<Bytes>, deadline: Option<Instant>) -> HttpResult {
        let response = self.shared.stack.dispatch(request);
        match deadline {
            Some(deadline) if self.shared.has_user_layers => {
                Box::pin(tokio::time::timeout_at(deadline, response))
                    .await
                    .unwrap_or_else(|_| {
                        let what = "the layers around the call did not end in time";
                        Err(TransportError::unsendable(ErrorKind::Timeout, what))
                    })
            }
            _ => response.await,
        }
    }

    fn merged(&self, options: CallOptions) -> CallOptions {
        match &self.options {
            Some(ours) => options.or(ours),
            None => options,
        }
    }

    fn begin(&self, options: &CallOptions) -> Call {
        let begun = Instant::now();
        let limits = Limits {
            deadline: begun.checked_add(options.timeout.unwrap_or(self.shared.timeout)),
            attempt_timeout: options.attempt_timeout,
            retry: options.retry.clone(),
        };
        Call::begin(limits, begun)
    }

    fn settlement<'a, E: Endpoint>(
        &'a self,
        endpoint: &'a E,
        call: &'a Call,
        options: &CallOptions,
        lost_at: Instant,
    ) -> Settlement<'a, E> {
        let window = options
            .settlement_window
            .unwrap_or(E::OPERATION.carrier.settlement_window);
        Settlement {
            client: self,
            endpoint,
            call,
            window_ends: lost_at.checked_add(window),
            window,
        }
    }

    /// A refusal that also those get who have done it before: asks which it is.
    async fn explain<E: Endpoint>(
        &self,
        endpoint: &E,
        error: Error,
        call: &Call,
        attempts: Attempts,
    ) -> Error {
        let look_ups = AtomicU32::new(0);
        let reader = LookUpReader {
            client: self,
            operation: &E::OPERATION,
            call,
            look_ups: &look_ups,
            is_last: false,
        };
        let error = match endpoint.look_up(&reader).await {
            Ok(LookUp::Found(_)) => {
                let what = "it is on this account already";
                Error::new(&E::OPERATION, ErrorKind::Conflict, what).with_subject(endpoint.subject())
            }
            Ok(_) => error,
            Err(_) => error.with_hint("could not check whether it is on this account already"),
        };
        error.with_attempts(attempts.looked_up(look_ups.into_inner(), call.begun().elapsed()))
    }

    /// A wait between half of `longest` and all of it, so that many clients do not ask at once.
    pub(crate) fn jittered(&self, longest: Duration) -> Duration {
        let half = longest / 2;
        half + (self.shared.retry.jitter)(half)
    }

    /// Whether the budget of retries allows a further look-up after one that has failed.
    pub(crate) fn may_look_up_again(&self) -> bool {
        self.shared.retry.budget.withdraw()
    }

    pub(crate) fn tell(&self, operation: &Operation, event: EventKind<'_>) {
        self.shared.retry.observer.tell(operation, event);
    }

    fn conclude<T>(&self, span: &Span, operation: &Operation, call: &Call, result: &Result<T, Error>) {
        let applied = match result {
            // A read has nothing to apply.
            Ok(_) if operation.effect == Effect::Read => Applied::No,
            Ok(_) => Applied::Yes,
            Err(error) => error.applied(),
        };
        let error = result.as_ref().err().map(Error::kind);
        span.record("applied", field::debug(applied));
        if let Some(error) = error {
            span.record("error.type", field::debug(error));
        }
        if self.shared.retry.observer.is_there() {
            let ended = EventKind::Ended {
                attempts: call.attempt(),
                elapsed: call.begun().elapsed(),
                error,
                applied,
            };
            self.tell(operation, ended);
        }
    }
}

impl Reader for Client {
    async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        Client::send(self, endpoint).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

fn span(operation: &Operation) -> Span {
    tracing::info_span!(
        "operation",
        otel.name = operation.name,
        otel.kind = "internal",
        op = operation.name,
        carrier = operation.carrier.name,
        attempts = field::Empty,
        look_ups = field::Empty,
        applied = field::Empty,
        error.type = field::Empty,
        http.response.status_code = field::Empty,
    )
}

fn record(span: &Span, result: &HttpResult, outcome: &Outcome) {
    if span.is_disabled() {
        return;
    }
    if let Ok(response) = result {
        span.record("http.response.status_code", response.status().as_u16());
    }
    span.record("attempts", outcome.attempts.count);
}
