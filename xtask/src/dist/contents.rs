//! What is in the archive of a release.

use std::fs;
use std::path::Path;

use super::{PROGRAMS, third_party};
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// As they are in the repository.
const DOCUMENTS: &[&str] = &["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];
const THIRD_PARTY: &str = "THIRD-PARTY-LICENSES.txt";
/// Each shell with the name under which it looks for the script.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "completions/trunkline.bash"),
    ("zsh", "completions/_trunkline"),
    ("fish", "completions/trunkline.fish"),
    ("powershell", "completions/_trunkline.ps1"),
];
const MAN: &str = "man/man1";

/// Fills the folder, which is made anew.
pub(super) fn gather(workspace: &Workspace, built: &Path, folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    }
    for inner in ["completions", MAN] {
        let inner = folder.join(inner);
        fs::create_dir_all(&inner).map_err(|error| Failure::at(&inner, error))?;
    }
    let programs = PROGRAMS.iter().map(|name| (built, *name));
    let documents = DOCUMENTS.iter().map(|name| (workspace.root.as_path(), *name));
    for (from, name) in programs.chain(documents) {
        let from = from.join(name);
        fs::copy(&from, folder.join(name)).map_err(|error| Failure::at(&from, error))?;
    }
    let trunkline = folder.join("trunkline");
    for (shell, file) in COMPLETIONS {
        let script = shell::output(shell::program(&trunkline, folder).args(["completions", shell]))?;
        write(folder, file, &script)?;
    }
    shell::run(shell::program(&trunkline, folder).args(["man", "--folder", MAN]))?;
    write(folder, THIRD_PARTY, &third_party::licenses(workspace)?)
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|error| Failure::at(&path, error))
}

/// Which files are not there, or empty.
pub(super) fn missing(folder: &Path) -> Vec<String> {
    let page = format!("{MAN}/trunkline.1");
    let completions = COMPLETIONS.iter().map(|(_, file)| *file);
    PROGRAMS
        .iter()
        .chain(DOCUMENTS)
        .copied()
        .chain(completions)
        .chain([THIRD_PARTY, page.as_str()])
        .filter(|name| fs::metadata(folder.join(name)).map_or(true, |file| file.len() == 0))
        .map(|name| format!("{name} is missing"))
        .collect()
}
