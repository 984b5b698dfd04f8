//! Fleets from the outside, over carriers that are made for the tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly, in their helpers too"
)]

mod account;
mod audit;
mod engine;
mod fleet_file;
mod planning;
mod releases;
