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
mod emulated;
mod href;
mod members;
#[cfg(feature = "client")]
mod moving;
mod mutations;
#[cfg(feature = "client")]
mod proof;
#[cfg(feature = "client")]
mod public;
mod refusals;
mod requests;
mod responses;
mod secrets;
mod serialized;
#[cfg(feature = "client")]
mod settling;
mod support;
mod validation;
#[cfg(feature = "client")]
mod words;
