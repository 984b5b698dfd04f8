//! How often and how patiently.

use std::time::Duration;

/// How a failed call is tried again, where the failure allows it at all: see [`judge`](super::judge).
///
/// By default 4 attempts, with a wait of up to 250 ms, 500 ms and 1 s (full jitter, 20 s at most) between them, and at least
/// as long as the carrier asks for. A budget shared by all clones of a client keeps a broken-down carrier from being
/// flooded: 10 retries a second are always free, beyond that one for every 5 successful calls of the last 10 seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
    pub(crate) budget: Option<BudgetSize>,
}

/// How large the retry budget is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BudgetSize {
    pub(crate) per_second: u32,
    pub(crate) percent: u16,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(250),
            cap: Duration::from_secs(20),
            budget: Some(BudgetSize {
                per_second: 10,
                percent: 20,
            }),
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
        Self::default().attempts(1)
    }

    /// How often a call is sent at most, the first time included; at least 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second attempt. It doubles from attempt to attempt.
    #[must_use]
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The longest wait, unless the carrier asks for more.
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// The budget of retries: `per_second` are always free, and beyond that `percent` of the successful calls of the last
    /// 10 seconds. Counts for a client as a whole; a single call's options cannot change it. `percent` is 1000 at most.
    #[must_use]
    pub fn budget(mut self, per_second: u32, percent: u16) -> Self {
        // The upper bound keeps `per_second * 10 seconds * 100` within 32 bits.
        self.budget = Some(BudgetSize {
            per_second: per_second.min(1_000_000),
            percent: percent.min(1000),
        });
        self
    }

    /// No budget: every call may use all its attempts.
    #[must_use]
    pub fn no_budget(mut self) -> Self {
        self.budget = None;
        self
    }
}
