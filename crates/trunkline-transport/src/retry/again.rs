//! The loop. It owns the deadline of the whole call.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower::Service;
use trunkline_core::{Applied, Attempts, Effect, Operation};

use super::{
    Budget, Decision, Evidence, Observer, RetryCause, RetryEvent, RetryPolicy, Situation, Stop, judge, next,
    retry_after,
};
use crate::TransportError;
use crate::authorize::SignAgain;
use crate::clock::{SharedClock, SharedDice};
use crate::options::{Attempt, CallOptions};
use crate::service::{Answer, Answering, take_ready};

/// What all calls of a client share.
pub(crate) struct Settings {
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) timeout: Duration,
    pub(crate) clock: SharedClock,
    pub(crate) dice: SharedDice,
    pub(crate) observer: Option<Observer>,
}

#[derive(Clone)]
pub(crate) struct Retry<S> {
    inner: S,
    settings: Arc<Settings>,
}

impl<S> Retry<S> {
    pub(crate) fn new(inner: S, settings: Arc<Settings>) -> Self {
        Self { inner, settings }
    }
}

impl<S> Service<Request<Bytes>> for Retry<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Answering {
        let inner = take_ready(&mut self.inner);
        let settings = Arc::clone(&self.settings);
        Box::pin(run(inner, settings, request))
    }
}

async fn run<S>(mut inner: S, settings: Arc<Settings>, mut request: Request<Bytes>) -> Answer
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError>,
{
    let mut call = Call::begin(&settings, &mut request);
    loop {
        let answer = match call.count {
            // Polled ready by our own caller.
            1 => inner.call(request.clone()).await,
            _ => match std::future::poll_fn(|cx| inner.poll_ready(cx)).await {
                Ok(()) => inner.call(request.clone()).await,
                Err(error) => Err(error),
            },
        };
        let Some(wait) = call.look_at(&answer) else {
            return call.end(answer);
        };
        drop(answer);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        call.count += 1;
        if let Some(attempt) = request.extensions_mut().get_mut::<Attempt>() {
            attempt.number = call.count;
        }
    }
}

/// One call on its way.
struct Call<'a> {
    settings: &'a Settings,
    operation: Operation,
    policy: Option<RetryPolicy>,
    begun: Instant,
    deadline: Option<Instant>,
    count: u32,
    /// An attempt before the last may have been acted upon.
    maybe_applied: bool,
    /// The last attempt may have been acted upon.
    last_doubtful: bool,
    signed_again: bool,
    retry_after: Option<Duration>,
}

impl<'a> Call<'a> {
    fn begin(settings: &'a Settings, request: &mut Request<Bytes>) -> Self {
        let extensions = request.extensions_mut();
        let options = extensions.remove::<CallOptions>().unwrap_or_default();
        let begun = Instant::now();
        let deadline = begun.checked_add(options.operation_timeout.unwrap_or(settings.timeout));
        extensions.insert(Attempt {
            number: 1,
            deadline,
            limit: options.attempt_timeout,
        });
        Self {
            settings,
            operation: crate::outcome::operation(extensions),
            policy: options.retry,
            begun,
            deadline,
            count: 1,
            maybe_applied: false,
            last_doubtful: false,
            signed_again: false,
            retry_after: None,
        }
    }

    /// How long to wait before the next attempt; `None` if `answer` is the last word.
    fn look_at(&mut self, answer: &Answer) -> Option<Duration> {
        self.retry_after = None;
        let evidence = match answer {
            Ok(response) => Evidence::of_response(&self.operation, response),
            Err(error) => Some(Evidence::of_error(&self.operation, error)),
        };
        let Some(evidence) = evidence else {
            self.settings.budget.deposit();
            return None;
        };
        let verdict = judge(self.operation.effect, evidence);
        self.last_doubtful = verdict.applied != Applied::No;
        self.retry_after = answer
            .as_ref()
            .ok()
            .and_then(|r| retry_after(r.headers(), self.settings.clock.now()));
        if self.may_sign_again(answer) {
            return Some(Duration::ZERO);
        }
        match self.decide(verdict.again) {
            Decision::Again(wait) => {
                self.maybe_applied |= self.last_doubtful;
                self.report(answer, wait);
                Some(wait)
            }
            Decision::Stop(stop) => {
                self.give_up(answer, stop);
                None
            }
        }
    }

    /// A refused signature proves that nothing was done, whatever the call does; but once is enough.
    fn may_sign_again(&mut self, answer: &Answer) -> bool {
        let asked = answer
            .as_ref()
            .is_ok_and(|r| r.extensions().get::<SignAgain>().is_some());
        let first = asked && !self.last_doubtful && !self.signed_again && self.policy().attempts > self.count;
        self.signed_again |= asked;
        first && self.left().is_none_or(|left| !left.is_zero())
    }

    fn decide(&self, again: bool) -> Decision {
        if !again {
            return Decision::Stop(Stop::Settled);
        }
        let at = Situation {
            attempts: self.count,
            left: self.left(),
            retry_after: self.retry_after,
        };
        match next(self.policy(), at, &*self.settings.dice) {
            Decision::Again(_) if !self.settings.budget.withdraw() => Decision::Stop(Stop::Budget),
            decision => decision,
        }
    }

    fn policy(&self) -> &RetryPolicy {
        self.policy.as_ref().unwrap_or(&self.settings.policy)
    }

    fn left(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn report(&self, answer: &Answer, delay: Duration) {
        let cause = cause(answer);
        let (attempt, operation) = (self.count, &self.operation);
        tracing::debug!(attempt, delay_ms = delay.as_millis(), %cause, "trying again");
        if let Some(observer) = &self.settings.observer {
            observer(&RetryEvent {
                operation,
                attempt,
                delay,
                cause,
            });
        }
    }

    fn give_up(&self, answer: &Answer, stop: Stop) {
        let doubt = self.operation.effect != Effect::Read && (self.maybe_applied || self.last_doubtful);
        if self.count > 1 || doubt {
            tracing::warn!(
                op = self.operation.name,
                attempts = self.count,
                cause = %cause(answer),
                stop = stop.as_str(),
                "given up"
            );
        }
    }

    fn end(self, mut answer: Answer) -> Answer {
        let mut attempts = Attempts::new(self.count, self.maybe_applied, self.begun.elapsed());
        attempts.retry_after = self.retry_after;
        match &mut answer {
            Ok(response) => {
                response.extensions_mut().insert(attempts);
            }
            Err(error) => error.set_attempts(attempts),
        }
        answer
    }
}

fn cause(answer: &Answer) -> RetryCause<'_> {
    match answer {
        Ok(response) => RetryCause::Refused(response.status()),
        Err(error) => RetryCause::Failed(error),
    }
}
