//! The msrv job: what is published compiles with the oldest Rust that Cargo.toml promises, where that is installed.

use crate::failure::Outcome;
use crate::shell;
use crate::workspace::Workspace;

/// Of this very tool, which inherits it as all members do.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let list = shell::quiet_output(shell::program("rustup", &workspace.root).args(["toolchain", "list"]));
    let Some(toolchain) = list.ok().and_then(|list| oldest(&list)) else {
        println!(
            "NOT CHECKED: no toolchain {OLDEST}; `rustup toolchain install {OLDEST} --profile minimal` brings it"
        );
        return Ok(());
    };
    let mut command = shell::program("rustup", &workspace.root);
    command.args(["run", &toolchain, "cargo", "check", "--quiet", "--all-features"]);
    // Artifacts of another compiler are of no use to the other jobs.
    command.arg("--target-dir").arg(workspace.target.join("msrv"));
    for package in workspace.packages.iter().filter(|package| package.published) {
        command.args(["-p", &package.name]);
    }
    shell::run(&mut command)
}

/// `1.89.0-x86_64-unknown-linux-gnu`, from `rustup toolchain list`.
fn oldest(list: &str) -> Option<String> {
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    let is_it = |name: &&str| {
        let rest = name.strip_prefix(OLDEST);
        rest.is_some_and(|rest| rest.starts_with(['.', '-']))
    };
    names.filter(|name| is_it(name)).map(str::to_owned).next()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_oldest_toolchain_is_told_from_others() {
        let list =
            format!("stable-x86_64 (active, default)\n{OLDEST}9-x86_64\n{OLDEST}.0-x86_64\nnightly-x86_64\n");
        assert_eq!(oldest(&list), Some(format!("{OLDEST}.0-x86_64")));
        assert_eq!(oldest("stable-x86_64\nno installed toolchains\n"), None);
    }
}
