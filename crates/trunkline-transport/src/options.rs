//! What one call does differently from its client.

use std::time::Duration;

use crate::RetryPolicy;

/// What one call does differently from its client. What is not set stays as the client has it.
///
/// Can also travel in the [`http::Extensions`] of a raw request.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) settlement_window: Option<Duration>,
    pub(crate) lost_ago: Option<Duration>,
}

impl CallOptions {
    /// Nothing different.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take: waiting, back-off and look-ups included.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// How long one attempt may take.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How it is retried. The budget of retries stays the client's.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// One attempt only.
    #[must_use]
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::none())
    }

    /// How long after a lost reply the carrier may still be working on the request: only an absence that lasts longer is
    /// taken as proof that nothing was done. By default the carrier's
    /// [`settlement_window`](trunkline_core::Carrier::settlement_window).
    #[must_use]
    pub fn settlement_window(mut self, window: Duration) -> Self {
        self.settlement_window = Some(window);
        self
    }

    /// How long ago the reply was lost, for [`Client::settle`](crate::Client::settle): the settlement window counts from then.
    /// By default from now.
    #[must_use]
    pub fn lost_ago(mut self, ago: Duration) -> Self {
        self.lost_ago = Some(ago);
        self
    }

    /// These options, and `fallback` for what they leave open.
    pub(crate) fn or(self, fallback: &Self) -> Self {
        Self {
            timeout: self.timeout.or(fallback.timeout),
            attempt_timeout: self.attempt_timeout.or(fallback.attempt_timeout),
            retry: self.retry.or_else(|| fallback.retry.clone()),
            settlement_window: self.settlement_window.or(fallback.settlement_window),
            lost_ago: self.lost_ago.or(fallback.lost_ago),
        }
    }
}
