//! `cargo xtask api`: one line per operation, with its endpoint, handle, emulator route and fixtures; holes in red.

mod fixtures;
mod markdown;
mod survey;
mod text;
mod verbs;

use std::io::IsTerminal;

use trunkline_tests::api::{Table, tables};

pub(crate) use self::markdown::markdown;
use self::survey::{Survey, strangers, survey};
use crate::failure::{Failure, Outcome, none_of};
use crate::workspace::Workspace;

/// How to show the tables.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print only the holes.
    #[arg(long)]
    check: bool,
}

/// Prints the tables, and fails if they have a hole.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let tables = tables();
    let surveys = surveys(workspace, &tables)?;
    if !arguments.check {
        let colored = std::io::stdout().is_terminal();
        surveys
            .iter()
            .for_each(|survey| print!("{}", text::table(survey, colored)));
    }
    complete(workspace, &tables, &surveys)
}

/// The CI job: the tables, and no hole in them.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    run(workspace, &Arguments { check: false })
}

fn surveys(workspace: &Workspace, tables: &[Table]) -> Result<Vec<Survey>, Failure> {
    tables
        .iter()
        .map(|table| {
            Ok(survey(
                table,
                trunkline_emulator::operations(),
                &fixtures::of(workspace, table)?,
            ))
        })
        .collect()
}

/// An empty table is no complete one: it would mean that nothing was looked at.
fn complete(workspace: &Workspace, tables: &[Table], surveys: &[Survey]) -> Outcome {
    if surveys.iter().any(|survey| survey.entries.is_empty()) {
        return Err(Failure::new("a table is empty"));
    }
    let mut holes: Vec<String> = surveys.iter().flat_map(|survey| survey.holes.clone()).collect();
    holes.extend(strangers(tables, trunkline_emulator::operations()));
    holes.extend(verbs::holes(workspace, tables)?);
    none_of("the API table has holes", &holes)
}
