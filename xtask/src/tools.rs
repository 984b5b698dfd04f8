//! Programs of others that tasks run: those at hand in the pinned version, else built once into the target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// A subcommand of cargo. The version is pinned, so that a new release cannot turn CI red by itself.
pub(crate) struct Tool {
    /// `cargo-deny`.
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

impl Tool {
    /// How to call it; installs it if it is not there.
    pub(crate) fn command(&self, workspace: &Workspace) -> Result<Command, Failure> {
        let own =
            folder(workspace)
                .join("bin")
                .join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        let candidates = [own.clone(), PathBuf::from(self.name)];
        let usable = candidates
            .iter()
            .find(|path| self.is_at(&mut shell::program(path, &workspace.root)));
        if let Some(path) = usable {
            return Ok(shell::program(path, &workspace.root));
        }
        self.install(workspace)?;
        Ok(shell::program(own, &workspace.root))
    }

    fn is_at(&self, program: &mut Command) -> bool {
        shell::quiet_output(program.arg("--version"))
            .is_ok_and(|text| text.split_whitespace().nth(1) == Some(self.version))
    }

    /// It runs once for a moment, so it is built quickly rather than well.
    fn install(&self, workspace: &Workspace) -> Outcome {
        let folder = folder(workspace);
        let mut command = workspace.cargo(&["install", self.name, "--version", self.version]);
        command
            .args(["--locked", "--debug", "--quiet", "--root"])
            .arg(&folder);
        command.arg("--target-dir").arg(folder.join("build"));
        shell::run(command.env("CARGO_PROFILE_DEV_DEBUG", "0"))
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools")
}
