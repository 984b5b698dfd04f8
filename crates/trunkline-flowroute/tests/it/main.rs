//! The suites of Flowroute v2.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod support;

mod cdrs;
mod cnam;
mod e911;
mod messages;
mod numbers;
mod porting;
mod records;
mod routes;
mod webhooks;

#[cfg(feature = "client")]
mod failures;
#[cfg(feature = "client")]
mod lost_replies;
#[cfg(feature = "client")]
mod messaging;
#[cfg(feature = "client")]
mod proof;
#[cfg(feature = "client")]
mod public;
#[cfg(feature = "client")]
mod purchase;
#[cfg(feature = "axum")]
mod receiver;
#[cfg(feature = "client")]
mod settle;
