//! The test job: the README's own test command, so that the README cannot promise one that does not work.

use std::fs;
use std::path::PathBuf;

use super::readme;
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// Where insta writes down which snapshot files the last run of the tests asserted.
pub(super) fn snapshot_references(workspace: &Workspace) -> PathBuf {
    workspace.target.join("xtask").join("snapshot-references")
}

/// `cargo test --workspace` runs the doctests too, so there is no job of their own.
pub(super) fn run(workspace: &Workspace) -> Outcome {
    let commands = readme::test_commands(workspace)?;
    let references = snapshot_references(workspace);
    start_afresh(&references)?;
    shell::all(commands.iter().map(|command| {
        let mut shell = shell::program("bash", &workspace.root);
        shell.args(["-c", command]);
        // A test run never rewrites what it should be held against.
        shell
            .env("INSTA_UPDATE", "no")
            .env("INSTA_SNAPSHOT_REFERENCES_FILE", &references);
        shell::run(&mut shell)
    }))
}

fn start_afresh(references: &std::path::Path) -> Outcome {
    if let Some(folder) = references.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    }
    fs::write(references, "").map_err(|error| Failure::at(references, error))
}
