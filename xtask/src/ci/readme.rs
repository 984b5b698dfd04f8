//! Every command README.md shows, run.
//!
//! The convention, which README.md's author follows:
//!
//! - A block fenced with `sh` is run line by line at the workspace root, by one shell, so `export` and `cd` last.
//! - A block fenced with `console` is a session for show. Its `$ ` lines are run in an empty folder with our
//!   programs on the path, against an emulator started for that block; the output is not compared, only the exit
//!   code. What the session answers behind a `[y/N]` prompt is typed in.
//! - What needs a real account, destroys something or installs something stands in a `text` block.

mod blocks;
mod emulator;
mod session;

use std::path::PathBuf;

use self::blocks::{Block, Line};
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::{Workspace, read};

/// Lines of `sh` blocks that other jobs run: these tests, and this very run, which would start itself for ever.
const RUN_ELSEWHERE: &[(&str, &str)] = &[
    (TEST, "job test"),
    ("cargo xtask ci", "this run"),
    (".ci/run", "this run"),
];

const TEST: &str = "cargo test";

/// The README's test commands; at least one.
pub(super) fn test_commands(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let commands: Vec<String> = blocks_of(workspace)?
        .iter()
        .filter(|block| block.language == "sh")
        .flat_map(blocks::script)
        .filter(|line| is(line, TEST))
        .map(|line| line.command)
        .collect();
    if commands.is_empty() {
        return Err(Failure::new(format!(
            "README.md has no `sh` block with a `{TEST}` line"
        )));
    }
    Ok(commands)
}

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let blocks = blocks_of(workspace)?;
    let runnable = |block: &&Block| matches!(block.language.as_str(), "sh" | "console");
    if !blocks.iter().any(|block| runnable(&block)) {
        return Err(Failure::new("README.md has no command to run"));
    }
    let mut programs = None;
    let outcomes: Vec<Outcome> = blocks
        .iter()
        .filter(runnable)
        .map(|block| one(workspace, block, &mut programs))
        .collect();
    shell::all(outcomes)
}

fn one(workspace: &Workspace, block: &Block, programs: &mut Option<PathBuf>) -> Outcome {
    println!("README.md:{} ({})", block.line, block.language);
    let outcome = if block.language == "sh" {
        session::run_script(workspace, &lines_of_ours(block))
    } else {
        built(workspace, programs)
            .and_then(|programs| session::run_session(&programs, &blocks::session(block)))
    };
    outcome.map_err(|failure| Failure::new(format!("README.md:{}: {failure}", block.line)))
}

fn lines_of_ours(block: &Block) -> Vec<Line> {
    let mut lines = blocks::script(block);
    lines.retain(|line| {
        let elsewhere = RUN_ELSEWHERE.iter().find(|(command, _)| is(line, command));
        if let Some((_, job)) = elsewhere {
            println!("  {} (run by {job})", line.command);
        }
        elsewhere.is_none()
    });
    lines
}

/// Whether the line is that command, with or without arguments.
fn is(line: &Line, command: &str) -> bool {
    line.command
        .strip_prefix(command)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Builds our programs before the first session, and gives their folder.
fn built(workspace: &Workspace, programs: &mut Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(folder) = programs {
        return Ok(folder.clone());
    }
    let packages = [
        "build",
        "--quiet",
        "--bins",
        "-p",
        "trunkline-cli",
        "-p",
        "trunkline-emulator",
    ];
    shell::run(&mut workspace.cargo(&packages))?;
    Ok(programs.insert(workspace.target.join("debug")).clone())
}

fn blocks_of(workspace: &Workspace) -> Result<Vec<Block>, Failure> {
    Ok(blocks::blocks(&read(&workspace.root.join("README.md"))?))
}
