//! The jobs that are plain calls: formatting, clippy, documentation, the shell script.

use std::process::Command;

use super::layers;
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

pub(super) fn fmt(workspace: &Workspace) -> Outcome {
    shell::run(&mut workspace.cargo(&["fmt", "--all", "--check"]))
}

/// Each provider crate must also hold alone and without its client; with `--workspace` the facade's features hide that.
pub(super) fn clippy(workspace: &Workspace) -> Outcome {
    let all_members: &[&[&str]] = &[&[], &["--no-default-features"], &["--all-features"]];
    let mut runs: Vec<Command> = all_members
        .iter()
        .map(|features| clippy_of(workspace, [&["--workspace"], *features].concat().as_slice()))
        .collect();
    runs.extend(
        layers::PROVIDERS
            .iter()
            .map(|name| clippy_of(workspace, &["-p", name, "--no-default-features"])),
    );
    shell::all(runs.iter_mut().map(shell::run))
}

fn clippy_of(workspace: &Workspace, what: &[&str]) -> Command {
    let mut command = workspace.cargo(&["clippy", "--quiet", "--all-targets"]);
    command.args(what).args(["--", "-D", "warnings"]);
    command
}

pub(super) fn doc(workspace: &Workspace) -> Outcome {
    let mut command = workspace.cargo(&["doc", "--workspace", "--no-deps", "--all-features"]);
    shell::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

const SCRIPTS: &[&str] = &[".ci/run", "actions/emulator/start.sh"];

pub(super) fn sh_clean(workspace: &Workspace) -> Outcome {
    shell::all(SCRIPTS.iter().map(|script| {
        let mut parse = shell::program("bash", &workspace.root);
        shell::run(parse.args(["-n", script]))?;
        executable(workspace, script)
    }))
}

#[cfg(unix)]
fn executable(workspace: &Workspace, script: &str) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let path = workspace.root.join(script);
    let mode = std::fs::metadata(&path)
        .map_err(|error| Failure::at(&path, error))?
        .permissions()
        .mode();
    if mode & 0o111 == 0 {
        Err(Failure::at(&path, "not executable"))
    } else {
        Ok(())
    }
}

#[cfg(not(unix))]
fn executable(_: &Workspace, _: &str) -> Outcome {
    Ok(())
}
