//! cargo-deny: licenses, sources and duplicates. Advisories need a database from the network and are no part of CI.

use crate::failure::Outcome;
use crate::shell;
use crate::tools::Tool;
use crate::workspace::Workspace;

const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let mut command = DENY.command(workspace)?;
    shell::run(command.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))
}
