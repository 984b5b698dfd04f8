//! How a file is transferred.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How far a transfer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes that are there.
    pub done: u64,
    /// All bytes, if that is known.
    pub total: Option<u64>,
}

/// How a file is transferred.
#[derive(Clone)]
pub struct TransferOptions {
    pub(super) timeout: Duration,
    pub(super) stall_timeout: Duration,
    pub(super) attempts: u32,
    pub(super) max_bytes: u64,
    progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

impl Default for TransferOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60 * 60),
            stall_timeout: Duration::from_secs(30),
            attempts: 5,
            max_bytes: 16 * 1024 * 1024 * 1024,
            progress: None,
        }
    }
}

impl TransferOptions {
    /// Everything as usual.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole may take: an hour by default.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// How long nothing may move: 30 s by default.
    #[must_use]
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.stall_timeout = limit;
        self
    }

    /// How many attempts in a row may fail without having moved anything: 5 by default.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest file that is fetched: 16 GiB by default.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Is told whenever something has moved.
    #[must_use]
    pub fn progress(mut self, observer: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(observer));
        self
    }

    pub(super) fn report(&self, done: u64, total: Option<u64>) {
        if let Some(observer) = &self.progress {
            observer(Progress { done, total });
        }
    }
}

impl fmt::Debug for TransferOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransferOptions")
            .field("timeout", &self.timeout)
            .field("stall_timeout", &self.stall_timeout)
            .field("attempts", &self.attempts)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}
