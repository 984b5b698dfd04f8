//! Clippy denies what can panic in library code; this job keeps anybody from switching it off.

use crate::failure::{Failure, Outcome, none_of};
use crate::source::{code_only, line_of, without_tests};
use crate::workspace::{Workspace, files_below, read};

/// No crate may allow these outside its tests, nor a group that contains them.
const NEVER: &[&str] = &[
    "unsafe_code",
    "warnings",
    "unwrap_used",
    "expect_used",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "indexing_slicing",
    "string_slice",
    "dbg_macro",
    "float_arithmetic",
    "clippy::all",
    "clippy::restriction",
];

/// Printing, and plain data without documentation, belong to the programs alone: nobody imports them.
const PROGRAMS_ONLY: &[&str] = &["print_stdout", "print_stderr", "missing_docs"];

const PROGRAMS: &[&str] = &["trunkline-cli", "xtask", "trunkline-bench"];

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let mut findings = Vec::new();
    for package in &workspace.packages {
        let manifest = package.folder.join("Cargo.toml");
        if !inherits_lints(&read(&manifest)?) {
            findings.push(format!(
                "{}: lacks `[lints] workspace = true`",
                workspace.relative(&manifest).display()
            ));
        }
        let may_print = PROGRAMS.contains(&package.name.as_str());
        for path in files_below(&package.folder.join("src"), ".rs")? {
            let text = read(&path)?;
            for (line, lint) in allowed(&text, may_print) {
                findings.push(format!(
                    "{}:{line}: allows `{lint}`",
                    workspace.relative(&path).display()
                ));
            }
        }
    }
    if workspace.packages.is_empty() {
        return Err(Failure::new("the workspace has no packages"));
    }
    none_of("lints switched off", &findings)
}

fn inherits_lints(manifest: &str) -> bool {
    let section = manifest
        .split("[lints]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next());
    section.is_some_and(|section| {
        section
            .lines()
            .any(|line| line.replace(' ', "") == "workspace=true")
    })
}

/// The forbidden lints that `allow(…)` or `expect(…)` attributes name outside tests, with their lines.
fn allowed(text: &str, may_print: bool) -> Vec<(usize, String)> {
    let code = without_tests(&code_only(text));
    let mut found = Vec::new();
    let openings = ["allow(", "expect("]
        .into_iter()
        .flat_map(|word| code.match_indices(word));
    for (at, word) in openings {
        let inside = code
            .get(at + word.len()..)
            .and_then(|rest| rest.split(')').next())
            .unwrap_or_default();
        if !in_attribute(&code, at) {
            continue;
        }
        for lint in inside
            .split(',')
            .map(str::trim)
            .filter(|lint| forbidden(lint, may_print))
        {
            found.push((line_of(&code, at), lint.to_owned()));
        }
    }
    found.sort();
    found
}

/// Whether the last bracket opened before `at` is that of an attribute.
fn in_attribute(code: &str, at: usize) -> bool {
    let before = code.get(..at).unwrap_or_default();
    let opened = before.rfind("#[").max(before.rfind("#!["));
    opened
        .and_then(|opened| before.get(opened..))
        .is_some_and(|attribute| !attribute.contains(']'))
}

fn forbidden(lint: &str, may_print: bool) -> bool {
    let bare = lint.rsplit("::").next().unwrap_or(lint);
    let named = |list: &[&str]| list.iter().any(|name| *name == lint || *name == bare);
    named(NEVER) || (!may_print && named(PROGRAMS_ONLY))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn an_allowed_lint_is_found_wherever_it_hides() {
        let text = "#![allow(clippy::unwrap_used)]\n\
                    #[expect(clippy::exhaustive_enums, clippy::panic, reason = \"no) reason\")]\nfn a() {}\n\
                    #[cfg_attr(any(), allow(unsafe_code))]\nfn b() {}\n";
        let found: Vec<_> = allowed(text, false);
        assert_eq!(
            found,
            [
                (1, "clippy::unwrap_used".into()),
                (2, "clippy::panic".into()),
                (4, "unsafe_code".into())
            ] as [(usize, String); 3]
        );
    }

    #[test]
    fn tests_comments_and_method_calls_do_not_count() {
        let text = "// #[allow(clippy::panic)]\nfn a() { parser.expect(panic); }\n#[cfg(test)]\nmod tests {\n\
                    #![allow(clippy::unwrap_used)]\n}\n";
        assert!(allowed(text, false).is_empty());
    }

    #[test]
    fn only_programs_may_print() {
        let text = "#![allow(clippy::print_stdout)]";
        assert_eq!(allowed(text, false).len(), 1);
        assert!(allowed(text, true).is_empty());
    }

    #[test]
    fn a_manifest_must_inherit_the_lints() {
        assert!(inherits_lints(
            "[package]\nname = \"a\"\n[lints]\nworkspace = true\n[dependencies]\n"
        ));
        assert!(!inherits_lints("[package]\n[dependencies]\nworkspace = true\n"));
        assert!(!inherits_lints("[lints]\n[dependencies]\nworkspace = true\n"));
    }
}
