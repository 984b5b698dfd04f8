//! Runs whole commands, and checks exit code, stdout and stderr.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly, in their helpers too"
)]

#[cfg(unix)]
mod accounts;
mod carriers;
mod common;
mod demo;
mod dry_run;
#[cfg(unix)]
mod every_screen;
mod failures;
mod files;
#[cfg(unix)]
mod fleet;
mod numbers;
mod processes;
#[cfg(unix)]
mod prompts;
mod resources;
#[cfg(unix)]
mod safety;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
mod scripts;
mod support;
#[cfg(unix)]
mod terminal;
mod tools;
mod webhooks;
