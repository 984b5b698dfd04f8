//! The tests of this crate, as one binary.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

#[cfg(feature = "client")]
mod client;
mod inventory;
mod mutations;
mod numbers;
mod routes;
mod signing;
mod support;
