//! The retry layer. It owns the deadline of the whole call.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::{Applied, Attempts, Effect, ErrorKind, Evidence, Operation, Refusal};

use super::backoff::{Situation, Stop, backoff};
use super::retry_after::retry_after;
use super::{Budget, RetryPolicy};
use crate::call::{Call, Limits, Outcome, Progress, operation};
use crate::clock::{SharedClock, SharedJitter, SystemClock, full_jitter};
use crate::event::{Event, EventKind, Observer, RetryCause};
use crate::failure::of_a_cut_answer;
use crate::http_service::{AttemptService, HttpResult, ResponseFuture, take_ready};
use crate::{Clock, TransportError};

/// What takes less was no wait.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);

/// Sends a call again where that is safe: a [`Layer`] around everything that an attempt goes through.
///
/// It reads the [`Operation`] in the request's extensions; a request without one is never sent again once the carrier may have
/// acted. All services of one layer share its budget.
#[derive(Clone)]
pub struct RetryLayer(Arc<Settings>);

/// What all calls share.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: Arc<Budget>,
    pub(crate) clock: SharedClock,
    pub(crate) jitter: SharedJitter,
    pub(crate) observer: Observer,
}

impl RetryLayer {
    /// Retries by `policy`, by the system's clock and with full jitter.
    pub fn new(policy: RetryPolicy) -> Self {
        Self::from(Settings {
            budget: Arc::new(Budget::new(policy.budget)),
            policy,
            clock: Arc::new(SystemClock),
            jitter: Arc::new(full_jitter),
            observer: Observer::default(),
        })
    }

    /// Another wall clock, for dates in `Retry-After`.
    #[must_use]
    pub fn clock(self, clock: impl Clock + 'static) -> Self {
        Self::from(Settings {
            clock: Arc::new(clock),
            ..Arc::unwrap_or_clone(self.0)
        })
    }

    /// Tells `observer` of attempts, waits and retries.
    #[must_use]
    pub fn observe(self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self::from(Settings {
            observer: Observer::new(observer),
            ..Arc::unwrap_or_clone(self.0)
        })
    }
}

impl From<Settings> for RetryLayer {
    fn from(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }
}

impl std::fmt::Debug for RetryLayer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RetryLayer")
            .field("policy", &self.0.policy)
            .finish_non_exhaustive()
    }
}

impl<S> Layer<S> for RetryLayer {
    type Service = RetryService<S>;

    fn layer(&self, inner: S) -> RetryService<S> {
        RetryService {
            inner,
            settings: Arc::clone(&self.0),
        }
    }
}

/// Made by [`RetryLayer`].
#[derive(Clone)]
pub struct RetryService<S> {
    inner: S,
    settings: Arc<Settings>,
}

impl<S: std::fmt::Debug> std::fmt::Debug for RetryService<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("RetryService").field(&self.inner).finish()
    }
}

impl<S: AttemptService> Service<Request<Bytes>> for RetryService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> ResponseFuture {
        let inner = take_ready(&mut self.inner);
        ResponseFuture::new(run(inner, Arc::clone(&self.settings), request))
    }
}

async fn run<S: AttemptService>(
    mut inner: S,
    settings: Arc<Settings>,
    mut request: Request<Bytes>,
) -> HttpResult {
    let call = match Call::of(request.extensions()) {
        Some(call) => call.clone(),
        None => {
            let call = Call::begin(Limits::default(), Instant::now());
            request.extensions_mut().insert(call.clone());
            call
        }
    };
    let mut attempts = AttemptLoop::new(&settings, &call, operation(request.extensions()));
    loop {
        call.begin_attempt(attempts.count);
        let begun = settings.observer.is_there().then(Instant::now);
        // The first time it was polled ready by our own caller.
        let ready = match attempts.count {
            1 => Ok(()),
            _ => poll_fn(|cx| inner.poll_ready(cx)).await,
        };
        let result = match ready {
            Ok(()) => {
                // The copy is kept and not sent, because it has no room for the headers that are still to come.
                let copy = request.clone();
                inner.call(std::mem::replace(&mut request, copy)).await
            }
            Err(error) => Err(error),
        };
        if let Some(begun) = begun {
            attempts.report_attempt(&result, begun);
        }
        let Some(wait) = attempts.evaluate(&result) else {
            call.conclude(attempts.outcome());
            return result;
        };
        drop(result);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        attempts.count += 1;
    }
}

/// The attempts of one call.
struct AttemptLoop<'a> {
    settings: &'a Settings,
    call: &'a Call,
    operation: Operation,
    count: u32,
    /// What the carrier may have done in an attempt before the last one.
    applied_before: Applied,
    /// What the last attempt may have done, and how it was refused.
    applied: Applied,
    refusal: Option<Box<Refusal>>,
    retry_after: Option<Duration>,
    lost_at: Option<Instant>,
    reauthorized: bool,
}

impl<'a> AttemptLoop<'a> {
    fn new(settings: &'a Settings, call: &'a Call, operation: Operation) -> Self {
        Self {
            settings,
            call,
            operation,
            count: 1,
            applied_before: Applied::No,
            applied: Applied::No,
            refusal: None,
            retry_after: None,
            lost_at: None,
            reauthorized: false,
        }
    }

    /// How long to wait before the next attempt; `None` if this result is final.
    fn evaluate(&mut self, result: &HttpResult) -> Option<Duration> {
        self.retry_after = None;
        let Some(evidence) = self.evidence(result) else {
            self.settings.budget.deposit();
            self.applied = match self.operation.effect {
                Effect::Read => Applied::No,
                _ => Applied::Yes,
            };
            return None;
        };
        let verdict = evidence.verdict(self.operation.effect);
        self.applied = verdict.applied;
        if verdict.applied != Applied::No {
            self.lost_at = Some(Instant::now());
        }
        if let Ok(response) = result {
            self.retry_after = retry_after(response.headers(), self.settings.clock.now());
        }
        if self.may_reauthorize() {
            return Some(Duration::ZERO);
        }
        match self.next_wait(verdict.retry) {
            Ok(wait) => {
                if self.applied != Applied::No {
                    self.applied_before = Applied::Unknown;
                }
                self.report(result, wait);
                Some(wait)
            }
            Err(stop) => {
                self.give_up(result, stop);
                None
            }
        }
    }

    /// What the result of an attempt proves; `None` for a success. A refusal is read here and nowhere else.
    fn evidence(&mut self, result: &HttpResult) -> Option<Evidence> {
        let refusal = match result {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some((response.status(), response.headers(), &**response.body())),
            Err(error) => error
                .refusal()
                .map(|(status, headers)| (status, headers, [].as_slice())),
        };
        self.refusal =
            refusal.map(|(status, headers, body)| Box::new(self.operation.refusal(status, headers, body)));
        match (&self.refusal, result) {
            (Some(refusal), _) => Some(refusal.evidence),
            (None, Ok(_)) => None,
            (None, Err(error)) => Some(error.evidence().unwrap_or_else(|| self.foreign_evidence())),
        }
    }

    /// What an error of a layer of the user's proves.
    fn foreign_evidence(&self) -> Evidence {
        match self.call.progress() {
            Progress::NotSent => Evidence::NotProcessed,
            Progress::Sent => Evidence::Inconclusive,
            Progress::Answered(status, is_json) => of_a_cut_answer(is_json && status.is_success()),
        }
    }

    /// A refused signature proves that nothing was done, whatever the call does; but once is enough.
    fn may_reauthorize(&mut self) -> bool {
        let asked = self.call.should_reauthorize();
        let first = asked
            && self.applied == Applied::No
            && !self.reauthorized
            && self.policy().max_attempts.is_none_or(|most| most > self.count);
        self.reauthorized |= asked;
        first && self.left().is_none_or(|left| !left.is_zero())
    }

    fn next_wait(&self, may_retry: bool) -> Result<Duration, Stop> {
        if !may_retry {
            return Err(Stop::Settled);
        }
        let at = Situation {
            attempts: self.count,
            left: self.left(),
            retry_after: self.retry_after,
            busy: self.is_busy(),
        };
        let wait = backoff(self.policy(), at, &*self.settings.jitter)?;
        if self.settings.budget.withdraw() {
            Ok(wait)
        } else {
            Err(Stop::Budget)
        }
    }

    /// Whether the carrier has refused for no other reason than that it is too much for it now.
    fn is_busy(&self) -> bool {
        self.refusal.as_ref().is_some_and(|refusal| {
            refusal.kind == ErrorKind::RateLimited || refusal.evidence == Evidence::NotProcessed
        })
    }

    fn policy(&self) -> &RetryPolicy {
        self.call.limits().retry.as_ref().unwrap_or(&self.settings.policy)
    }

    fn left(&self) -> Option<Duration> {
        let deadline = self.call.limits().deadline?;
        Some(deadline.saturating_duration_since(Instant::now()))
    }

    fn report_attempt(&self, result: &HttpResult, begun: Instant) {
        let (attempt, observer) = (self.count, &self.settings.observer);
        let left = self.call.left().unwrap_or(begun);
        let wait = left.duration_since(begun);
        if wait >= SHORTEST_WAIT {
            observer.tell(&self.operation, EventKind::Waited { attempt, wait });
        }
        let (status, error) = match result {
            Ok(response) => (Some(response.status()), None),
            Err(error) => (error.status(), Some(error.kind())),
        };
        let ended = EventKind::Attempted {
            attempt,
            latency: left.elapsed(),
            status,
            error,
        };
        observer.tell(&self.operation, ended);
    }

    fn report(&self, result: &HttpResult, delay: Duration) {
        let (attempt, cause) = (self.count, cause(result));
        tracing::debug!(attempt, delay_ms = delay.as_millis(), %cause, "trying again");
        let retrying = EventKind::Retrying {
            attempt,
            delay,
            cause,
        };
        self.settings.observer.tell(&self.operation, retrying);
    }

    fn give_up(&self, result: &HttpResult, stop: Stop) {
        if self.count > 1 || self.all_applied() != Applied::No {
            tracing::warn!(
                op = self.operation.name,
                attempts = self.count,
                cause = %cause(result),
                stop = stop.as_str(),
                "given up"
            );
        }
    }

    /// What the carrier has done, all attempts together: whatever the last one proves of itself, an earlier one may have been
    /// acted upon.
    fn all_applied(&self) -> Applied {
        match self.applied {
            Applied::No => self.applied_before,
            applied => applied,
        }
    }

    fn outcome(self) -> Outcome {
        let mut attempts = Attempts::new(self.count, self.call.begun().elapsed());
        attempts.retry_after = self.retry_after;
        Outcome {
            attempts,
            applied: self.all_applied(),
            maybe_applied_before: self.applied_before != Applied::No,
            refusal: self.refusal,
            lost_at: self.lost_at,
        }
    }
}

fn cause(result: &HttpResult) -> RetryCause<'_> {
    match result {
        Ok(response) => RetryCause::Refused(response.status()),
        Err(error) => RetryCause::Failed(error),
    }
}
