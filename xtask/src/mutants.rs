//! `cargo xtask mutants`: the code that promises are made of is changed in small ways; every change must make a test fail, or
//! must be argued in `docs/mutants.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::builder::PossibleValuesParser;

use crate::failure::{Failure, Outcome, none_of};
use crate::shell;
use crate::workspace::Workspace;

/// What to change.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The subjects; none means all.
    #[arg(value_name = "SUBJECT", value_parser = PossibleValuesParser::new(SUBJECTS.iter().map(|subject| subject.name)))]
    subjects: Vec<String>,
    /// Only compare what earlier runs have left under target/mutants.
    #[arg(long)]
    no_run: bool,
}

/// Code that belongs together, and whose tests are in its own package.
struct Subject {
    name: &'static str,
    package: &'static str,
    files: &'static [&'static str],
}

const SUBJECTS: &[Subject] = &[
    Subject {
        name: "settlement",
        package: "trunkline-transport",
        files: &["crates/trunkline-transport/src/settle.rs"],
    },
    Subject {
        name: "retry",
        package: "trunkline-transport",
        files: &["crates/trunkline-transport/src/retry/*.rs"],
    },
    Subject {
        name: "lists",
        package: "trunkline-transport",
        files: &["crates/trunkline-transport/src/list/*.rs"],
    },
    Subject {
        name: "pages",
        package: "trunkline-core",
        files: &[
            "crates/trunkline-core/src/page.rs",
            "crates/trunkline-core/src/look_up.rs",
        ],
    },
    Subject {
        name: "signing",
        package: "trunkline-flowroute-v1",
        files: &[
            "crates/trunkline-flowroute-v1/src/signing.rs",
            "crates/trunkline-flowroute-v1/src/signing/*.rs",
        ],
    },
    Subject {
        name: "money",
        package: "trunkline-core",
        files: &[
            "crates/trunkline-core/src/money.rs",
            "crates/trunkline-core/src/money/*.rs",
        ],
    },
];

/// Survivors, each with why no test can or need tell it from the original.
const ARGUED: &str = "docs/mutants.md";

/// Changes, tests, compares.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let path = workspace.root.join(ARGUED);
    let text = fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))?;
    let argued = argued(&text);
    let chosen = |subject: &&Subject| {
        arguments.subjects.is_empty() || arguments.subjects.iter().any(|name| name == subject.name)
    };
    let mut found = Vec::new();
    for subject in SUBJECTS.iter().filter(chosen) {
        let output = workspace.root.join("target/mutants").join(subject.name);
        if !arguments.no_run {
            test(workspace, subject, &output)?;
        }
        let missed = output.join("mutants.out/missed.txt");
        let missed = fs::read_to_string(&missed).map_err(|error| Failure::at(&missed, error))?;
        found.extend(compare(subject, &survivors(&missed), &argued));
    }
    none_of(&format!("survivors and {ARGUED} differ"), &found)
}

/// Runs cargo-mutants; that there are survivors is no failure yet.
fn test(workspace: &Workspace, subject: &Subject, output: &Path) -> Outcome {
    let mut version = shell::cargo(&workspace.root, &["mutants", "--version"]);
    shell::quiet_output(&mut version).map_err(|_| {
        Failure::new("cargo-mutants is not installed: `cargo install cargo-mutants --locked`")
    })?;
    fs::create_dir_all(output).map_err(|error| Failure::at(output, error))?;
    let mut command = shell::cargo(
        &workspace.root,
        &["mutants", "--no-shuffle", "--package", subject.package],
    );
    command.arg("--output").arg(output);
    for file in subject.files {
        command.args(["--file", file]);
    }
    command.args(["--", "--lib", "--tests"]);
    println!("$ {}", shell::shown(&command));
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("cargo mutants: {error}")))?;
    match status.code() {
        // All caught; some missed; some timed out.
        Some(0 | 2 | 3) => Ok(()),
        _ => Err(Failure::new(format!(
            "cargo mutants on {}: {status}",
            subject.name
        ))),
    }
}

/// `crates/a/src/b.rs:12:3: replace + with - in f` without line and column, which change with every edit.
fn survivors(missed: &str) -> BTreeSet<String> {
    let place_and_change = |line: &str| {
        let (place, change) = line.split_once(": ")?;
        let file = place.split(':').next()?;
        Some(format!("{file}: {change}"))
    };
    missed.lines().filter_map(place_and_change).collect()
}

/// The list items in code type.
fn argued(text: &str) -> BTreeSet<String> {
    let items = text.lines().filter_map(|line| line.strip_prefix("- `"));
    items
        .filter_map(|rest| Some(rest.split_once('`')?.0.to_owned()))
        .collect()
}

fn compare(subject: &Subject, survivors: &BTreeSet<String>, argued: &BTreeSet<String>) -> Vec<String> {
    let new = survivors
        .difference(argued)
        .map(|line| format!("not argued: {line}"));
    let ours = |line: &&String| subject.files.iter().any(|file| is_in(line, file));
    let gone = argued
        .iter()
        .filter(ours)
        .filter(|line| !survivors.contains(*line));
    new.chain(gone.map(|line| format!("argued, but caught: {line}")))
        .collect()
}

/// Whether `line` begins with a file that `pattern` names.
fn is_in(line: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((folder, _)) => line.starts_with(folder),
        None => line.starts_with(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survivors_are_compared_without_their_lines() {
        let subject = Subject {
            name: "a",
            package: "a",
            files: &["src/a.rs", "src/b/*.rs"],
        };
        let missed = "src/a.rs:1:2: replace + with - in f\nsrc/a.rs:3:4: replace g -> bool with true\n";
        let text = "# List\n\n- `src/a.rs: replace + with - in f`: because.\n- `src/b/c.rs: gone`: was so.\n- `src/d.rs: other`: x.\n";
        assert_eq!(
            compare(&subject, &survivors(missed), &argued(text)),
            [
                "not argued: src/a.rs: replace g -> bool with true",
                "argued, but caught: src/b/c.rs: gone",
            ]
        );
    }
}
