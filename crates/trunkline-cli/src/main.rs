//! The `trunkline` command: search, buy, configure, message with and release telephone numbers from a terminal.
//!
//! A thin client of the facade: everything it knows of a carrier comes from there. Results go to stdout, everything else to
//! stderr.

mod arguments;
mod commands;
mod confirm;
mod context;
mod demo;
mod failure;
mod fields;
mod in_flight;
mod listing;
mod output;
mod profile;
mod progress;
mod run;
mod settings;
mod values;

use std::process::ExitCode;

fn main() -> ExitCode {
    run::run()
}
