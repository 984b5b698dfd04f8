//! The tests of this crate, as one binary.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    unreachable_pub,
    reason = "a test may fail loudly"
)]

#[cfg(feature = "client")]
mod client;
mod inventory;
mod mutations;
mod numbers;
#[cfg(feature = "client")]
mod public;
#[cfg(feature = "client")]
mod recovery;
mod routes;
mod signing;
mod support;
