//! The wall clock and the jitter, injected so that tests are exact.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What time it is on the wall: for signatures and for `Retry-After` dates. Waiting uses the runtime's own timer.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> SystemTime;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl<F: Fn() -> SystemTime + Send + Sync> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}

pub(crate) type SharedClock = Arc<dyn Clock>;

/// Draws a duration between zero and the one given, both included.
pub(crate) type SharedJitter = Arc<dyn Fn(Duration) -> Duration + Send + Sync>;

/// Any duration up to the one given, with equal probability.
pub(crate) fn full_jitter(up_to: Duration) -> Duration {
    let nanos = u64::try_from(up_to.as_nanos()).unwrap_or(u64::MAX);
    Duration::from_nanos(fastrand::u64(0..=nanos))
}
