//! Running other programs: shown before they run, in an environment that does not depend on who started us.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// A cargo call in `directory`.
pub(crate) fn cargo(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = program("cargo", directory);
    command.args(arguments);
    command
}

/// Any program, without the variables `cargo run` sets for the program it starts (us).
///
/// Build scripts such as ring's watch `CARGO_PKG_*`: if they leaked, cargo would rebuild half the tree whenever
/// a command typed by hand and one of ours take turns.
pub(crate) fn program(name: impl AsRef<OsStr>, directory: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(directory);
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(set_by_cargo_run) {
            command.env_remove(key);
        }
    }
    command
}

fn set_by_cargo_run(key: &str) -> bool {
    const PREFIXES: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    const NAMES: &[&str] = &["CARGO", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];
    NAMES.contains(&key) || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
}

/// Prints the command, runs it with our stdout and stderr, and fails unless it exits with 0.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("`{shown}` did not start: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{shown}`: {status}")))
}

/// Prints the command, runs it and gives its stdout; its stderr is shown only when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    println!("$ {}", shown(command));
    quiet_output(command)
}

/// Like [`output`], without printing the command: for look-ups that are no step of a job.
pub(crate) fn quiet_output(command: &mut Command) -> Result<String, Failure> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("`{shown}` did not start: {error}")))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!(
            "`{shown}`: {}\n{}",
            output.status,
            stderr.trim_end()
        )));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("`{shown}` wrote something that is not UTF-8")))
}

/// Tries several commands even if one fails, so one run shows all that is wrong.
pub(crate) fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let failures: Vec<String> = outcomes
        .into_iter()
        .filter_map(Result::err)
        .map(|failure| failure.to_string())
        .collect();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(failures.join("\n")))
    }
}

/// The command as a person would type it, with the variables it sets.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = Vec::new();
    for (key, value) in command.get_envs() {
        if let Some(value) = value {
            words.push(format!(
                "{}={}",
                key.to_string_lossy(),
                quoted(&value.to_string_lossy())
            ));
        }
    }
    words.push(quoted(&command.get_program().to_string_lossy()));
    words.extend(
        command
            .get_args()
            .map(|argument| quoted(&argument.to_string_lossy())),
    );
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./,:+@%{}".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = cargo(Path::new("."), &["doc", "--workspace"]);
        command.env("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(
            shown(&command),
            "RUSTDOCFLAGS='-D warnings' cargo doc --workspace"
        );
    }

    #[test]
    fn variables_of_cargo_run_are_told_from_the_users_own() {
        assert!(set_by_cargo_run("CARGO_PKG_VERSION"));
        assert!(set_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(!set_by_cargo_run("CARGO_HOME"));
        assert!(!set_by_cargo_run("CARGO_TARGET_DIR"));
        assert!(!set_by_cargo_run("CARGO_INCREMENTAL"));
    }

    #[test]
    fn all_failures_are_reported_together() {
        let outcome = all([Err(Failure::new("one")), Ok(()), Err(Failure::new("two"))]);
        assert_eq!(outcome.unwrap_err().to_string(), "one\ntwo");
    }
}
