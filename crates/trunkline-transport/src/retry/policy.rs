//! The retry policy.

use std::time::Duration;

/// How a failed call is tried again, where the failure allows it at all: see [`Evidence`](trunkline_core::Evidence).
///
/// By default 4 attempts, with a wait of up to 250 ms, 500 ms and 1 s (full jitter, 20 s at most) between them. A carrier that
/// is only too busy, and says so (a rate limit, a refusal before any work), is waited for as long as the call may take: half a
/// second to a second at first, then ever longer. When the carrier asks for a wait, it gets that and some more, so that not all
/// come back in the same second. A budget shared by all clones of a client keeps a failing carrier from being
/// flooded: 10 retries a second are always free, beyond that one for every 5 successful calls of the last 10 seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// `None`: [`DEFAULT_ATTEMPTS`], and as many as there is time for while the carrier is only too busy.
    pub(crate) max_attempts: Option<u32>,
    pub(crate) initial_backoff: Duration,
    pub(crate) max_backoff: Duration,
    pub(crate) budget: BudgetSize,
}

/// How often a call is sent at most, unless the caller says otherwise.
const DEFAULT_ATTEMPTS: u32 = 4;

/// How large the retry budget is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BudgetSize {
    pub(crate) per_second: u32,
    pub(crate) percent: u16,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: None,
            initial_backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(20),
            budget: BudgetSize {
                per_second: 10,
                percent: 20,
            },
        }
    }
}

impl RetryPolicy {
    /// The default.
    pub fn new() -> Self {
        Self::default()
    }

    /// One attempt only.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a call is sent at most, whatever the reason, the first time included; at least 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts.max(1));
        self
    }

    /// How many attempts there may be. `in_time`: the carrier is only too busy, and a deadline ends the waiting.
    pub(crate) fn attempts(&self, in_time: bool) -> u32 {
        self.max_attempts
            .unwrap_or(if in_time { u32::MAX } else { DEFAULT_ATTEMPTS })
    }

    /// The longest wait before the second attempt, or a quarter of it for a carrier that is too busy. It doubles from attempt
    /// to attempt.
    #[must_use]
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// The longest wait of our own; one that the carrier asks for may be longer.
    #[must_use]
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// The budget of retries: `per_second` are always free, and beyond that `percent` of the successful calls of the last
    /// 10 seconds. Counts for a client as a whole; a single call's options cannot change it. `percent` is 1000 at most.
    #[must_use]
    pub fn budget(mut self, per_second: u32, percent: u16) -> Self {
        // The upper bound keeps `per_second * 10 seconds * 100` within 32 bits.
        self.budget = BudgetSize {
            per_second: per_second.min(1_000_000),
            percent: percent.min(1000),
        };
        self
    }
}
