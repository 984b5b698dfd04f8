//! Generated files: one door that writes them, or in check mode reports how the file on disk differs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::workspace::files_below;

/// What to do about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Bring the disk in line.
    Write,
    /// Change nothing, report it.
    Check,
}

impl Mode {
    pub(crate) fn from_check(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

/// How the disk compared with what was generated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Same,
    /// The file was written or removed ([`Mode::Write`] only).
    Written,
    /// The file differs ([`Mode::Check`] only): a short report that starts with its path.
    Drift(String),
}

/// Makes `path` hold `contents`, or says how it does not.
pub(crate) fn ensure(path: &Path, contents: &str, mode: Mode) -> Result<Change, Failure> {
    let current = match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::at(path, error)),
    };
    if current.as_deref() == Some(contents) {
        return Ok(Change::Same);
    }
    if mode == Mode::Check {
        let report = current.map_or_else(|| "missing".to_owned(), |current| difference(&current, contents));
        return Ok(Change::Drift(format!("{}: {report}", path.display())));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    }
    fs::write(path, contents).map_err(|error| Failure::at(path, error))?;
    Ok(Change::Written)
}

/// Makes the files below `folder` that end in `ending` exactly `files` (paths relative to it): what is no longer
/// generated is removed, or reported.
pub(crate) fn ensure_folder(
    folder: &Path,
    ending: &str,
    files: &BTreeMap<PathBuf, String>,
    mode: Mode,
) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    for (path, contents) in files {
        changes.push(ensure(&folder.join(path), contents, mode)?);
    }
    if !folder.is_dir() {
        return Ok(changes);
    }
    for path in files_below(folder, ending)? {
        if path
            .strip_prefix(folder)
            .is_ok_and(|relative| files.contains_key(relative))
        {
            continue;
        }
        changes.push(match mode {
            Mode::Check => Change::Drift(format!("{}: nothing generates it any more", path.display())),
            Mode::Write => {
                fs::remove_file(&path).map_err(|error| Failure::at(&path, error))?;
                Change::Written
            }
        });
    }
    Ok(changes)
}

/// The first place where two texts part, at most three lines of each.
fn difference(on_disk: &str, generated: &str) -> String {
    const SHOWN: usize = 3;
    let (old, new): (Vec<_>, Vec<_>) = (on_disk.lines().collect(), generated.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let ending = old
        .iter()
        .skip(same)
        .rev()
        .zip(new.iter().skip(same).rev())
        .take_while(|(o, n)| o == n)
        .count();
    let part = |lines: &[&str], sign: char| -> Vec<String> {
        let end = lines.len().saturating_sub(ending);
        let changed: Vec<_> = lines.iter().take(end).skip(same).collect();
        let mut shown: Vec<String> = changed
            .iter()
            .take(SHOWN)
            .map(|line| format!("    {sign} {line}"))
            .collect();
        if changed.len() > SHOWN {
            shown.push(format!("    {sign} … {} more", changed.len() - SHOWN));
        }
        shown
    };
    let mut report = vec![format!("differs from line {} (- on disk, + generated)", same + 1)];
    report.extend(part(&old, '-'));
    report.extend(part(&new, '+'));
    if report.len() == 1 {
        report.push("    only in its line ends".to_owned());
    }
    report.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test's own, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn writes_once_and_then_finds_it_the_same() {
        let folder = Folder::new("writes");
        let path = folder.0.join("deep/file.json");
        assert_eq!(ensure(&path, "a\n", Mode::Write).unwrap(), Change::Written);
        assert_eq!(ensure(&path, "a\n", Mode::Write).unwrap(), Change::Same);
        assert_eq!(ensure(&path, "a\n", Mode::Check).unwrap(), Change::Same);
    }

    #[test]
    fn checking_reports_and_changes_nothing() {
        let folder = Folder::new("checks");
        let path = folder.0.join("file.json");
        let Change::Drift(report) = ensure(&path, "a\n", Mode::Check).unwrap() else {
            panic!()
        };
        assert!(report.ends_with("missing"), "{report}");
        assert!(!path.exists());

        fs::write(&path, "a\nb\nc\n").unwrap();
        let Change::Drift(report) = ensure(&path, "a\nB\nc\n", Mode::Check).unwrap() else {
            panic!()
        };
        assert!(
            report.contains("line 2") && report.contains("- b") && report.contains("+ B"),
            "{report}"
        );
        assert!(!report.contains("- c"), "{report}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\nc\n");
    }

    #[test]
    fn a_long_difference_is_cut_short() {
        let report = difference("a\n", &"b\n".repeat(100));
        assert!(
            report.lines().count() < 10 && report.contains("97 more"),
            "{report}"
        );
    }

    #[test]
    fn a_folder_keeps_only_what_is_generated() {
        let folder = Folder::new("stale");
        let files = BTreeMap::from([(PathBuf::from("kept.json"), "k".to_owned())]);
        fs::write(folder.0.join("stale.json"), "s").unwrap();
        fs::write(folder.0.join("README.md"), "r").unwrap();

        let reported = ensure_folder(&folder.0, ".json", &files, Mode::Check).unwrap();
        assert_eq!(
            reported
                .iter()
                .filter(|change| matches!(change, Change::Drift(_)))
                .count(),
            2
        );
        ensure_folder(&folder.0, ".json", &files, Mode::Write).unwrap();
        assert!(folder.0.join("kept.json").exists() && folder.0.join("README.md").exists());
        assert!(!folder.0.join("stale.json").exists());
    }
}
