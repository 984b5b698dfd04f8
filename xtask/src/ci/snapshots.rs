//! Snapshot files nobody asserts any more, and results nobody reviewed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::tests::snapshot_references;
use crate::failure::{Failure, Outcome, none_of};
use crate::workspace::{Workspace, files_below, read};

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let references = snapshot_references(workspace);
    if !references.exists() {
        return Err(Failure::new(
            "which snapshots are in use only the tests know: `cargo xtask ci test snapshots`",
        ));
    }
    let used: BTreeSet<PathBuf> = read(&references)?
        .lines()
        .map(|line| normal(Path::new(line)))
        .collect();
    let files = files_below(&workspace.root, ".snap")?;
    println!(
        "{} snapshot files, {} asserted by the last test run",
        files.len(),
        used.len()
    );
    let show = |path: &Path, what: &str| format!("{}: {what}", workspace.relative(path).display());
    let mut findings: Vec<String> = files
        .iter()
        .filter(|path| !used.contains(&normal(path)))
        .map(|path| show(path, "no test asserts it"))
        .collect();
    findings.extend(
        files_below(&workspace.root, ".snap.new")?
            .iter()
            .map(|path| show(path, "not reviewed")),
    );
    none_of("stale snapshots", &findings)
}

/// The path without `.`, `..` and links, so that both sides spell it the same way.
fn normal(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
