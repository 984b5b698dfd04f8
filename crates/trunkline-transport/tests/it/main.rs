//! The transport through its public doors.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly; clippy.toml allows it in test functions, this allows it in what they share"
)]

mod authorize;
mod faults;
mod layers;
mod lists;
mod proxy_tls;
mod public;
mod rate_limits;
mod retry_loop;
mod settle;
mod support;
mod transfers;
