//! What happens to calls, for an observer: metrics, or a word to somebody who waits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use trunkline_core::{Applied, ErrorKind, Operation};

use crate::TransportError;

/// Something has happened to a call: see [`ClientBuilder::observe`](crate::ClientBuilder::observe).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Event<'a> {
    /// Which call. A read that looks an outcome up has attempts of its own.
    pub operation: &'a Operation,
    /// What has happened.
    pub kind: EventKind<'a>,
}

/// What has happened to a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum EventKind<'a> {
    /// An attempt was held up: until its turn within the rate limits, or until there was room among those under way.
    #[non_exhaustive]
    Waited {
        /// Its number, from 1.
        attempt: u32,
        /// For how long.
        wait: Duration,
    },
    /// An attempt has ended.
    #[non_exhaustive]
    Attempted {
        /// Its number, from 1.
        attempt: u32,
        /// How long it was under way.
        latency: Duration,
        /// What the carrier answered, if it did.
        status: Option<StatusCode>,
        /// Why there is no complete response.
        error: Option<ErrorKind>,
    },
    /// A call is about to be sent again.
    #[non_exhaustive]
    Retrying {
        /// How many attempts there were.
        attempt: u32,
        /// How long it waits before the next one.
        delay: Duration,
        /// Why.
        cause: RetryCause<'a>,
    },
    /// The outcome is unknown and is about to be looked up; nothing is sent again.
    #[non_exhaustive]
    LookingUp {
        /// How many looks there are with this one.
        number: u32,
    },
    /// A call has ended, with all its attempts and look-ups.
    #[non_exhaustive]
    Ended {
        /// How often it was sent.
        attempts: u32,
        /// How long it took, waits included.
        elapsed: Duration,
        /// What went wrong, if anything did.
        error: Option<ErrorKind>,
        /// Whether the carrier acted.
        applied: Applied,
    },
}

/// Why a call is sent again.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum RetryCause<'a> {
    /// There was no complete response.
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

/// The function that is told, if there is one.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Observe>>);

type Observe = dyn Fn(&Event<'_>) + Send + Sync;

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observe)))
    }

    /// Whether anybody wants to know.
    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn tell(&self, operation: &Operation, kind: EventKind<'_>) {
        if let Some(observe) = &self.0 {
            observe(&Event { operation, kind });
        }
    }
}
