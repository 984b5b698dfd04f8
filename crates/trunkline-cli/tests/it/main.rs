//! Runs whole commands, and checks exit code, stdout and stderr.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly, in their helpers too"
)]

mod common;
mod demo;
mod files;
mod numbers;
mod resources;
mod support;
mod webhooks;
