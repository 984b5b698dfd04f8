//! The whole of Tropo Provisioning v1, through the public doors.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    reason = "tests may fail loudly"
)]

#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod fake;
mod href;
#[cfg(feature = "client")]
mod moving;
mod mutations;
mod refusals;
mod requests;
mod responses;
mod secrets;
mod support;
mod validation;
