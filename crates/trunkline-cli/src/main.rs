//! The `trunkline` command: search, buy, configure, message with and release telephone numbers from a terminal.
//!
//! A thin client of the facade: everything it knows of a carrier comes from there. stdout is data, stderr is talk.

mod arguments;
mod commands;
mod confirm;
mod context;
mod demo;
mod failure;
mod listing;
mod output;
mod profile;
mod run;
mod settings;
mod underway;
mod values;
mod view;

use std::process::ExitCode;

fn main() -> ExitCode {
    run::run()
}
