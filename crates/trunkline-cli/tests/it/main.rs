//! Whole commands: arguments in; exit code, stdout and stderr out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly, in their helpers too"
)]

mod conduct;
mod demo;
mod numbers;
mod resources;
mod support;
