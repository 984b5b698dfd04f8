//! The `trunkline` command: search, buy, configure, message with and release telephone numbers from a terminal.
//!
//! A thin client of the facade: everything it knows of a carrier comes from there. Results go to stdout, everything else to
//! stderr.

mod account;
mod ago;
mod arguments;
mod bulk;
mod carriers;
mod commands;
mod confirm;
mod context;
mod deeds;
mod demo;
mod dry_run;
mod failure;
mod fields;
mod hints;
mod listing;
mod names;
mod output;
mod profile;
mod progress;
mod prompt;
mod run;
mod session;
mod settings;
mod signals;
mod town;
mod turns;
mod usage;
mod values;

use std::process::ExitCode;

fn main() -> ExitCode {
    run::run()
}
