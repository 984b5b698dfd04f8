//! `cargo xtask how-many-times`: how often a number is bought and a message sent when something goes wrong on the way.

use std::fs;
use std::process::Command;

use trunkline_tests::how_many_times::table;

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// What to do with the table.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Bring the table in README.md up to date.
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// Fail if the table in README.md is another one.
    #[arg(long)]
    check: bool,
    /// Print what the vendors' own Python clients for Telnyx and Vonage do as well. Installs them from PyPI under target.
    #[arg(long)]
    vendors: bool,
}

/// Between these lines stands the table.
const BEGIN: &str = "<!-- cargo xtask how-many-times -->\n";
const END: &str = "<!-- end -->\n";

/// The vendors' clients that the tables below were made with.
const CLIENTS: [&str; 2] = ["telnyx==4.189.0", "vonage==4.9.1"];

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let table = table().map_err(Failure::new)?;
    print!("{table}");
    if arguments.vendors {
        vendors(workspace)?;
    }
    if !arguments.write && !arguments.check {
        return Ok(());
    }
    let path = workspace.root.join("README.md");
    let readme = fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))?;
    let updated = updated(&readme, &table)
        .ok_or_else(|| Failure::at(&path, "the lines around the table are not there"))?;
    if arguments.write {
        return fs::write(&path, updated).map_err(|error| Failure::at(&path, error));
    }
    match updated == readme {
        true => Ok(()),
        false => Err(Failure::at(
            &path,
            "the table is stale; `cargo xtask how-many-times --write` brings it up to date",
        )),
    }
}

/// The same for the vendors' clients, against a stand-in.
fn vendors(workspace: &Workspace) -> Outcome {
    let environment = workspace.root.join("target/vendors");
    let python = environment.join("bin/python");
    if !python.exists() {
        shell::run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    shell::run(Command::new(&python).args(pip).args(CLIENTS))?;
    let program = workspace.root.join("xtask/src/how_many_times/vendors.py");
    shell::run(Command::new(&python).arg(program))
}

fn updated(readme: &str, table: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_table_is_replaced() {
        let readme = format!("before\n{BEGIN}old\n{END}after\n");
        let new = updated(&readme, "new\n");
        assert_eq!(new, Some(format!("before\n{BEGIN}new\n{END}after\n")));
        assert_eq!(updated("no table", "new\n"), None);
    }
}
