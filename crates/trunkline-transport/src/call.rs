//! What the layers share of one call: its limits, how far it has come, and its outcome.

use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;
use trunkline_core::{Applied, Attempts, Effect, Operation, Refusal};

use crate::RetryPolicy;
use crate::failure::announces_json;

/// One call; in the extensions of its requests. Every layer works without it, too.
#[derive(Clone)]
pub(crate) struct Call(Arc<State>);

struct State {
    limits: Limits,
    begun: Instant,
    attempt: AtomicU32,
    /// Of the current attempt: [`NOTHING`], [`SENT`], or the status of a response whose body is still being read, plus
    /// [`JSON`] if its head announced that.
    progress: AtomicU16,
    /// When the current attempt left, in nanoseconds since `begun` and one; 0 before.
    left: AtomicU64,
    /// The authorizer has learned something and asks for one more attempt.
    reauthorize: AtomicBool,
    outcome: Mutex<Option<Outcome>>,
    /// What the last attempt was signed with.
    authorization: Mutex<Option<HeaderValue>>,
}

const NOTHING: u16 = 0;
const SENT: u16 = 1;
const JSON: u16 = 1 << 15;

/// What bounds a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    /// When the whole call must end; `None` if it never must.
    pub(crate) deadline: Option<Instant>,
    /// This call's own limit for an attempt.
    pub(crate) attempt_timeout: Option<Duration>,
    /// This call's own retry policy.
    pub(crate) retry: Option<RetryPolicy>,
}

/// How far the current attempt has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing of it was written.
    NotSent,
    /// The carrier may have seen it.
    Sent,
    /// The head of the response has come; whether it announced JSON.
    Answered(StatusCode, bool),
}

/// How a call ended, as the retry layer saw it.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) attempts: Attempts,
    /// What the carrier has done, all attempts together.
    pub(crate) applied: Applied,
    /// An attempt before the last one may have been acted upon.
    pub(crate) maybe_applied_before: bool,
    /// The refusal that the last attempt was answered with.
    pub(crate) refusal: Option<Box<Refusal>>,
    /// When the last attempt whose outcome is unknown ended.
    pub(crate) lost_at: Option<Instant>,
}

impl Call {
    pub(crate) fn begin(limits: Limits, begun: Instant) -> Self {
        Self(Arc::new(State {
            limits,
            begun,
            attempt: AtomicU32::new(0),
            progress: AtomicU16::new(NOTHING),
            left: AtomicU64::new(0),
            reauthorize: AtomicBool::new(false),
            outcome: Mutex::new(None),
            authorization: Mutex::new(None),
        }))
    }

    pub(crate) fn of(extensions: &Extensions) -> Option<&Self> {
        extensions.get()
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn begun(&self) -> Instant {
        self.0.begun
    }

    /// The number of the current attempt, from 1; 0 before the first.
    pub(crate) fn attempt(&self) -> u32 {
        self.0.attempt.load(Ordering::Relaxed)
    }

    pub(crate) fn begin_attempt(&self, number: u32) {
        self.0.attempt.store(number, Ordering::Relaxed);
        self.0.progress.store(NOTHING, Ordering::Relaxed);
        self.0.left.store(0, Ordering::Relaxed);
        self.0.reauthorize.store(false, Ordering::Relaxed);
    }

    /// The current attempt has passed all that could hold it up.
    pub(crate) fn mark_left(&self, now: Instant) {
        let nanos = now.saturating_duration_since(self.0.begun).as_nanos();
        let nanos = u64::try_from(nanos).unwrap_or(u64::MAX - 1);
        self.0.left.store(nanos + 1, Ordering::Relaxed);
    }

    /// When that was, if it has come so far.
    pub(crate) fn left(&self) -> Option<Instant> {
        let nanos = self.0.left.load(Ordering::Relaxed).checked_sub(1)?;
        self.0.begun.checked_add(Duration::from_nanos(nanos))
    }

    /// The request is about to be written, or was handed to a service that may write it.
    pub(crate) fn mark_sent(&self) {
        self.0.progress.store(SENT, Ordering::Relaxed);
    }

    /// The head of a response has come.
    pub(crate) fn mark_answered(&self, status: StatusCode, headers: &HeaderMap) {
        let json = if announces_json(headers) { JSON } else { 0 };
        self.0.progress.store(status.as_u16() | json, Ordering::Relaxed);
    }

    pub(crate) fn progress(&self) -> Progress {
        match self.0.progress.load(Ordering::Relaxed) {
            NOTHING => Progress::NotSent,
            number => StatusCode::from_u16(number & !JSON).map_or(Progress::Sent, |status| {
                Progress::Answered(status, number & JSON != 0)
            }),
        }
    }

    pub(crate) fn ask_to_reauthorize(&self) {
        self.0.reauthorize.store(true, Ordering::Relaxed);
    }

    pub(crate) fn should_reauthorize(&self) -> bool {
        self.0.reauthorize.load(Ordering::Relaxed)
    }

    /// Keeps what the attempt is signed with, so that it can be hidden should the answer repeat it.
    pub(crate) fn remember_authorization(&self, value: Option<&HeaderValue>) {
        let mut kept = self
            .0
            .authorization
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = value.cloned();
    }

    pub(crate) fn authorization(&self) -> Option<HeaderValue> {
        let kept = self
            .0
            .authorization
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    pub(crate) fn conclude(&self, outcome: Outcome) {
        *self.0.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    }

    /// How the call ended. If a layer outside the retry layer ended it, what can be told from here.
    pub(crate) fn outcome(&self, effect: Effect) -> Outcome {
        let concluded = self
            .0
            .outcome
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        concluded.unwrap_or_else(|| self.interrupted(effect))
    }

    fn interrupted(&self, effect: Effect) -> Outcome {
        let attempts = self.attempt();
        // An attempt before the current one may have been anything.
        let nothing_sent = attempts <= 1 && self.progress() == Progress::NotSent;
        let applied = match effect {
            Effect::Read => Applied::No,
            _ if nothing_sent => Applied::No,
            _ => Applied::Unknown,
        };
        Outcome {
            attempts: Attempts::new(attempts, self.0.begun.elapsed()),
            applied,
            maybe_applied_before: false,
            refusal: None,
            lost_at: (applied == Applied::Unknown).then(Instant::now),
        }
    }
}

/// The operation of a request; one that comes without might do anything, so it is never sent twice.
pub(crate) fn operation(extensions: &Extensions) -> Operation {
    extensions
        .get()
        .copied()
        .unwrap_or(const { crate::outcome::raw(&crate::outcome::UNKNOWN_CARRIER) })
}
