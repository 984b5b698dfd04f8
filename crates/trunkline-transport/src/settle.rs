//! Settling a lost outcome: the carrier is asked what became of the request. Nothing is ever sent again here.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;
use trunkline_core::{Applied, Attempts, Effect, Endpoint, Error, ErrorKind, LookUp, Operation, Reader};

use crate::call::{Call, Limits};
use crate::client::Client;
use crate::event::EventKind;
use crate::outcome;
use crate::retry::RetryPolicy;

/// The waits before the first look-ups, counted from the one before; then [`LONGEST_WAIT`] between two. Reads may lag behind
/// writes, and a write whose connection broke may still be under way.
const WAITS: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_millis(1500),
    Duration::from_secs(2),
    Duration::from_secs(3),
];
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The look-ups that settle one call.
pub(crate) struct Settlement<'a, E> {
    pub(crate) client: &'a Client,
    pub(crate) endpoint: &'a E,
    pub(crate) call: &'a Call,
    /// When an absence becomes proof; `None` if that is later than anybody can wait.
    pub(crate) window_ends: Option<Instant>,
    pub(crate) window: Duration,
}

/// What the last look-up said.
enum Seen {
    Absent,
    Conflict(String),
    Inconclusive(String),
    Failed(Error),
}

impl<E: Endpoint> Settlement<'_, E> {
    /// Looks `error` up, the failure of a call that may have been applied, until that is settled or the call's time is up.
    pub(crate) async fn settle(&self, error: Error, attempts: Attempts) -> Result<E::Output, Error> {
        let look_ups = AtomicU32::new(0);
        let result = self.look_up_repeatedly(error, &look_ups).await;
        let look_ups = look_ups.into_inner();
        tracing::Span::current().record("look_ups", look_ups);
        result.map_err(|error| match look_ups {
            0 => error,
            _ => error.with_attempts(attempts.looked_up(look_ups, self.call.begun().elapsed())),
        })
    }

    async fn look_up_repeatedly(&self, error: Error, look_ups: &AtomicU32) -> Result<E::Output, Error> {
        let mut waits = WAITS.into_iter().chain(std::iter::repeat(LONGEST_WAIT));
        let mut seen = None;
        loop {
            let wait = self.client.jittered(waits.next().unwrap_or(LONGEST_WAIT));
            let Some(at) = self.next(wait) else {
                return Err(self.still_unknown(error, seen));
            };
            tokio::time::sleep_until(at).await;
            let is_last = self.window_ends.is_some_and(|end| Instant::now() >= end);
            let reader = LookUpReader {
                client: self.client,
                operation: &E::OPERATION,
                call: self.call,
                look_ups,
                is_last,
            };
            seen = Some(match self.endpoint.look_up(&reader).await {
                Ok(LookUp::Found(output)) => return Ok(output),
                Ok(LookUp::NotFound) => Seen::Absent,
                Ok(LookUp::Conflict(text)) => Seen::Conflict(text),
                Ok(LookUp::Inconclusive(text)) => Seen::Inconclusive(text),
                Ok(_) => return Err(error),
                Err(failed) if is_hopeless(&failed, &error) || !self.client.may_look_up_again() => {
                    return Err(self.still_unknown(error, Some(Seen::Failed(failed))));
                }
                Err(failed) => Seen::Failed(failed),
            });
            if is_last && !matches!(seen, Some(Seen::Failed(_))) {
                return Err(self.conclude(error, seen));
            }
        }
    }

    /// When to look next: after `wait`, but not later than the end of the window, so that the last look-up is that one, unless
    /// it fails. `None` if the call's time is up before.
    fn next(&self, wait: Duration) -> Option<Instant> {
        let now = Instant::now();
        let soon = now + wait;
        let window_end = self.window_ends.filter(|end| *end > now);
        let at = window_end.map_or(soon, |end| soon.min(end));
        let in_time = self.call.limits().deadline.is_none_or(|deadline| at < deadline);
        in_time.then_some(at)
    }

    /// The window is over.
    fn conclude(&self, error: Error, seen: Option<Seen>) -> Error {
        match seen {
            Some(Seen::Absent) if error.applied() == Applied::Unknown => error.with_applied(Applied::No).with_hint(format!(
                "asked the carrier: nothing of it is to be seen {} s after the reply was lost; calling again is safe",
                self.window.as_secs()
            )),
            Some(Seen::Absent) => inconsistent(error, "nothing of it is to be seen"),
            Some(Seen::Conflict(text)) if error.applied() == Applied::Yes => inconsistent(error, &text),
            Some(Seen::Conflict(text)) => error
                .with_applied(Applied::No)
                .with_kind(ErrorKind::Conflict)
                .with_hint(text),
            seen => self.still_unknown(error, seen),
        }
    }

    fn still_unknown(&self, error: Error, seen: Option<Seen>) -> Error {
        let saw = match seen {
            None => return error,
            Some(Seen::Absent) => format!(
                "asked the carrier: nothing of it is to be seen yet, which proves nothing within {} s of the lost reply",
                self.window.as_secs()
            ),
            Some(Seen::Conflict(text) | Seen::Inconclusive(text)) => format!("asked the carrier: {text}"),
            Some(Seen::Failed(failed)) => format!("the carrier could not be asked ({})", failed.summary()),
        };
        // A read may repeat what the call itself has sent in confidence.
        let saw = outcome::mask(self.endpoint, self.call).apply(&saw);
        match self.endpoint.recovery_hint() {
            Some(hint) => error.with_hint(format!("{saw}; {hint}, or settle the same request later")),
            None => error.with_hint(format!("{saw}; settle the same request later")),
        }
    }
}

/// A success that cannot be read, of which the carrier's records show nothing.
fn inconsistent(error: Error, seen: &str) -> Error {
    error
        .with_applied(Applied::Unknown)
        .with_kind(ErrorKind::InconsistentAnswers)
        .with_hint(format!(
            "the carrier answered with a success that cannot be read, and {seen}"
        ))
}

/// Whether asking again would be answered the way that `failed` was. A redirect may pass, unless the call itself met one too.
fn is_hopeless(failed: &Error, call: &Error) -> bool {
    match failed.kind() {
        ErrorKind::Unauthorized
        | ErrorKind::Forbidden
        | ErrorKind::InvalidInput
        | ErrorKind::Configuration => true,
        ErrorKind::Redirect => call.kind() == ErrorKind::Redirect,
        _ => false,
    }
}

/// Whether a call can have an outcome to look up.
pub(crate) fn is_open(effect: Effect, error: &Error) -> bool {
    effect != Effect::Read && error.applied() != Applied::No
}

/// Sends the reads of a look-up within the call's deadline and span, each of them once.
pub(crate) struct LookUpReader<'a> {
    pub(crate) client: &'a Client,
    /// The call whose outcome is looked up.
    pub(crate) operation: &'a Operation,
    pub(crate) call: &'a Call,
    pub(crate) look_ups: &'a AtomicU32,
    pub(crate) is_last: bool,
}

impl Reader for LookUpReader<'_> {
    async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        let mut request = endpoint.request()?;
        let limits = self.call.limits();
        let limits = Limits {
            retry: Some(RetryPolicy::none()),
            ..limits.clone()
        };
        let deadline = limits.deadline;
        let call = Call::begin(limits, Instant::now());
        request.extensions_mut().insert(call.clone());
        let number = self.look_ups.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::debug!(number, read = E::OPERATION.name, "looking up the outcome");
        self.client.tell(self.operation, EventKind::LookingUp { number });
        let result = self.client.dispatch(request, deadline).await;
        let mut read = call.outcome(E::OPERATION.effect);
        outcome::read(&endpoint, result, &call, &mut read)
    }

    fn is_last(&self) -> bool {
        self.is_last
    }
}
