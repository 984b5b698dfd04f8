//! `cargo xtask`: whatever a maintainer regenerates or checks.
//!
//! CI calls the subcommands people call, so a green laptop is a green CI.

// Printing is this tool's job: its stdout and stderr are read by a person at a terminal or in a CI log.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod api;
mod ci;
mod dist;
mod failure;
mod fixtures;
mod generated;
mod how_many_times;
mod measure;
mod mutants;
mod redact;
mod semver;
mod shell;
mod soak;
mod source;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Outcome;
use crate::workspace::Workspace;

/// Maintainer tasks of trunkline.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run the CI jobs; without names, all of them.
    Ci(ci::Arguments),
    /// Regenerate the recorded exchanges under tests/fixtures/recorded, docs/api.md and docs/public-api.txt.
    Fixtures(fixtures::Arguments),
    /// Print the API table: operation, endpoint, handle, emulator route, fixture.
    Api(api::Arguments),
    /// Print figures on the shape of the workspace: lines, endpoint files, public items, dependencies.
    Measure(measure::Arguments),
    /// Play every writing operation under a million schedules of faults.
    Soak(soak::Arguments),
    /// Change the code that promises are made of, and see whether the tests notice.
    Mutants(mutants::Arguments),
    /// Print how often a number is bought and a message sent when something goes wrong on the way.
    HowManyTimes(how_many_times::Arguments),
    /// Build the archive of a release: programs, manual pages, completions, licenses, checksum.
    Dist(dist::Arguments),
    /// Compare the public API with that of the last release.
    Semver(semver::Arguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Outcome {
    let workspace = Workspace::find()?;
    match arguments.task {
        Task::Ci(arguments) => ci::run(&workspace, &arguments),
        Task::Fixtures(arguments) => fixtures::run(&workspace, &arguments),
        Task::Api(arguments) => api::run(&workspace, &arguments),
        Task::Measure(arguments) => measure::run(&workspace, &arguments),
        Task::Soak(arguments) => soak::run(&workspace, &arguments),
        Task::Mutants(arguments) => mutants::run(&workspace, &arguments),
        Task::HowManyTimes(arguments) => how_many_times::run(&workspace, &arguments),
        Task::Dist(arguments) => dist::run(&workspace, &arguments),
        Task::Semver(arguments) => semver::run(&workspace, &arguments),
    }
}
