//! `cargo xtask semver`: the public API against that of the last release. A maintainer's task: the tool takes minutes to build.

use crate::failure::Outcome;
use crate::shell;
use crate::tools::Tool;
use crate::workspace::Workspace;

const SEMVER_CHECKS: Tool = Tool {
    name: "cargo-semver-checks",
    version: "0.51.0",
};

/// What to compare with.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A tag or commit; the newest tag `v…` unless given.
    #[arg(long)]
    baseline: Option<String>,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let Some(baseline) = arguments.baseline.clone().or_else(|| last_release(workspace)) else {
        println!("NOT CHECKED: no tag v… to compare with; `--baseline COMMIT` names another one");
        return Ok(());
    };
    let mut command = SEMVER_CHECKS.command(workspace)?;
    command.args(["semver-checks", "--baseline-rev", &baseline]);
    for package in workspace.libraries() {
        command.args(["-p", &package.name]);
    }
    shell::run(&mut command)
}

fn last_release(workspace: &Workspace) -> Option<String> {
    let mut git = shell::program("git", &workspace.root);
    let tag = shell::quiet_output(git.args(["describe", "--tags", "--abbrev=0", "--match", "v*"]));
    tag.ok().map(|tag| tag.trim().to_owned())
}
