//! CPU time.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// What this process has used of CPU time so far, in user and kernel mode, on all threads.
pub fn cpu_time() -> Duration {
    // The clock counts up from nought, so neither part is negative.
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}
