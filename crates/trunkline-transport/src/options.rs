//! What one call does differently.

use std::time::Duration;

use tokio::time::Instant;

use crate::RetryPolicy;

/// What one call does differently from its client. What is not set stays as the client has it.
///
/// Can also travel in the [`http::Extensions`] of a raw request.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CallOptions {
    pub(crate) operation_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl CallOptions {
    /// Nothing different.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take, waiting and back-off included.
    #[must_use]
    pub fn operation_timeout(mut self, limit: Duration) -> Self {
        self.operation_timeout = Some(limit);
        self
    }

    /// How long one attempt may take.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How it is retried. The retry budget stays the client's.
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

    /// These options, and `fallback` for what they leave open.
    pub(crate) fn or(self, fallback: &Self) -> Self {
        Self {
            operation_timeout: self.operation_timeout.or(fallback.operation_timeout),
            attempt_timeout: self.attempt_timeout.or(fallback.attempt_timeout),
            retry: self.retry.or_else(|| fallback.retry.clone()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.operation_timeout.is_none() && self.attempt_timeout.is_none() && self.retry.is_none()
    }
}

/// What the layers inside retry need to know of an attempt; in the request's extensions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// From 1.
    pub(crate) number: u32,
    /// When the whole call must end; `None` if it never must.
    pub(crate) deadline: Option<Instant>,
    /// This call's own limit for an attempt.
    pub(crate) limit: Option<Duration>,
}

impl Attempt {
    /// Of a request that did not come through the retry layer: nothing limits it.
    pub(crate) const ALONE: Self = Self {
        number: 1,
        deadline: None,
        limit: None,
    };

    pub(crate) fn of<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or(Self::ALONE)
    }
}
