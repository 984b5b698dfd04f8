//! The whole house from end to end: clients, emulator, fixtures.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and show at which step"
)]

mod cancellation;
mod documented;
mod experience;
#[cfg(feature = "fleet")]
mod fleet;
mod how_many_times;
mod lists;
mod recorded;
mod restarts;
mod settlement;
mod soak;
mod support;
mod tropo_signup;
mod v1_v2;
