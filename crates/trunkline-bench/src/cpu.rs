//! Reads the CPU time of this process.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The CPU time of this process so far: user and kernel mode, all threads.
pub fn cpu_time() -> Duration {
    // The clock starts at zero, so neither part is negative.
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}
