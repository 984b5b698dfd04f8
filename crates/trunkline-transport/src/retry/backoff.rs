//! When to try again.

use std::time::Duration;

use super::RetryPolicy;

/// Where a call stands after a failure that may be repeated.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "the arguments of one function, by name")]
pub struct Situation {
    /// How many attempts there were.
    pub attempts: u32,
    /// How much time is left for the whole call; `None` for no end.
    pub left: Option<Duration>,
    /// How long the carrier asked to wait.
    pub retry_after: Option<Duration>,
}

/// Whether to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum Decision {
    /// After this long.
    Again(Duration),
    /// No.
    Stop(Stop),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
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
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Exhausted => "no attempts left",
            Self::Deadline => "no time left",
            Self::Budget => "retry budget used up",
        }
    }
}

/// The next attempt of a call that may be repeated, after a full-jitter wait: anything up to
/// `min(cap, base * 2^attempts)`, drawn by `dice`, but never less than the carrier asked for.
pub fn next(policy: &RetryPolicy, at: Situation, dice: impl FnOnce(Duration) -> Duration) -> Decision {
    if at.attempts >= policy.attempts {
        return Decision::Stop(Stop::Exhausted);
    }
    let doublings = at.attempts.saturating_sub(1).min(31);
    let up_to = policy.base.saturating_mul(1 << doublings).min(policy.cap);
    let wait = dice(up_to).max(at.retry_after.unwrap_or_default());
    match at.left {
        Some(left) if wait >= left => Decision::Stop(Stop::Deadline),
        _ => Decision::Again(wait),
    }
}
