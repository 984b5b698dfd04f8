//! When to try again.

use std::time::Duration;

use super::RetryPolicy;

/// Where a call stands after a failure that may be repeated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Situation {
    /// How many attempts there were.
    pub(super) attempts: u32,
    /// How much time is left for the whole call; `None` for no end.
    pub(super) left: Option<Duration>,
    /// How long the carrier asked to wait.
    pub(super) retry_after: Option<Duration>,
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The failure does not allow it.
    Settled,
    /// All attempts are used up.
    Exhausted,
    /// The wait would pass the deadline.
    Deadline,
    /// Too many calls of this client fail at the moment.
    Budget,
}

impl Stop {
    /// In words, for the log.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Exhausted => "no attempts left",
            Self::Deadline => "no time left",
            Self::Budget => "retry budget used up",
        }
    }
}

/// The wait before the next attempt of a call that may be repeated, with full jitter: anything up to
/// `min(max_backoff, initial_backoff * 2^attempts)`, drawn by `jitter`, but never less than the carrier asked for.
pub(super) fn backoff(
    policy: &RetryPolicy,
    at: Situation,
    jitter: impl FnOnce(Duration) -> Duration,
) -> Result<Duration, Stop> {
    if at.attempts >= policy.max_attempts {
        return Err(Stop::Exhausted);
    }
    let doublings = at.attempts.saturating_sub(1).min(31);
    let up_to = policy
        .initial_backoff
        .saturating_mul(1 << doublings)
        .min(policy.max_backoff);
    let wait = jitter(up_to).max(at.retry_after.unwrap_or_default());
    match at.left {
        Some(left) if wait >= left => Err(Stop::Deadline),
        _ => Ok(wait),
    }
}
