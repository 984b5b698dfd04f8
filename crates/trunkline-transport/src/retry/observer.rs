//! Observing retries and look-ups.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use trunkline_core::Operation;

use crate::TransportError;

/// A call is about to be sent again, or its lost outcome to be looked up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RetryEvent<'a> {
    /// Which call.
    pub operation: &'a Operation,
    /// How many attempts there were, or look-ups.
    pub attempt: u32,
    /// How long it waits before the next one.
    pub delay: Duration,
    /// Why.
    pub cause: RetryCause<'a>,
}

/// Why a call goes on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum RetryCause<'a> {
    /// There was no complete response.
    Failed(&'a TransportError),
    /// The carrier refused.
    Refused(StatusCode),
    /// The outcome is unknown and is looked up; nothing is sent again.
    LookUp,
}

impl fmt::Display for RetryCause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Refused(status) => write!(f, "status {}", status.as_u16()),
            Self::LookUp => f.write_str("looking up the outcome"),
        }
    }
}

pub(crate) type Observer = Arc<dyn Fn(&RetryEvent<'_>) + Send + Sync>;
