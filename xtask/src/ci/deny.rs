//! cargo-deny: licenses, sources and duplicates. Advisories need a database from the network and are no part of CI.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// Pinned, so that a new release cannot turn CI red by itself.
const VERSION: &str = "0.20.2";

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let mut command = tool(workspace)?;
    shell::run(command.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))
}

/// An installed cargo-deny of the pinned version, else one built into the target folder.
fn tool(workspace: &Workspace) -> Result<Command, Failure> {
    let own = own_folder(workspace)
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    let candidates = [own.clone(), PathBuf::from("cargo-deny")];
    let usable = candidates
        .iter()
        .find(|path| has_version(&mut shell::program(path, &workspace.root)));
    if let Some(path) = usable {
        return Ok(shell::program(path, &workspace.root));
    }
    install(workspace)?;
    Ok(shell::program(own, &workspace.root))
}

fn has_version(program: &mut Command) -> bool {
    shell::quiet_output(program.arg("--version"))
        .is_ok_and(|text| text.split_whitespace().nth(1) == Some(VERSION))
}

/// It runs once for a second, so it is built quickly rather than well.
fn install(workspace: &Workspace) -> Outcome {
    let folder = own_folder(workspace);
    let mut command = workspace.cargo(&["install", "cargo-deny", "--version", VERSION]);
    command
        .args(["--locked", "--debug", "--quiet", "--root"])
        .arg(&folder);
    command.arg("--target-dir").arg(folder.join("build"));
    shell::run(command.env("CARGO_PROFILE_DEV_DEBUG", "0"))
}

fn own_folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools")
}
