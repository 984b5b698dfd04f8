//! Looking on.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use trunkline_core::Operation;

use crate::TransportError;

/// A call is about to be tried again.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RetryEvent<'a> {
    /// Which call.
    pub operation: &'a Operation,
    /// How many attempts there were.
    pub attempt: u32,
    /// How long it waits before the next one.
    pub delay: Duration,
    /// What went wrong with the last one.
    pub cause: RetryCause<'a>,
}

/// What went wrong with an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum RetryCause<'a> {
    /// There was no complete answer.
    Failed(&'a TransportError),
    /// The carrier refused.
    Refused(StatusCode),
}

impl fmt::Display for RetryCause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Refused(status) => write!(f, "status {}", status.as_u16()),
        }
    }
}

pub(crate) type Observer = Arc<dyn Fn(&RetryEvent<'_>) + Send + Sync>;
