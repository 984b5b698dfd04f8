//! Running the commands of one block.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::blocks::Line;
use super::emulator::Emulator;
use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// How long one command of a session may take. A `sh` block may compile, so it has no limit of its own.
const PATIENCE: Duration = Duration::from_secs(60);

/// An account of the person who runs this must never be what the README's commands act on.
const ACCOUNT: &[&str] = &[
    "FR_ACCESS_KEY",
    "FR_SECRET_KEY",
    "TROPO_USERNAME",
    "TROPO_PASSWORD",
];

/// Runs an `sh` block at the workspace root.
pub(super) fn run_script(workspace: &Workspace, lines: &[Line]) -> Outcome {
    if lines.is_empty() {
        return Ok(());
    }
    let mut shell = shell::program("bash", &workspace.root);
    without_account(&mut shell);
    shell
        .args(["-uo", "pipefail", "-c", &script(lines)])
        .stdin(Stdio::null());
    let status = shell
        .status()
        .map_err(|error| Failure::new(format!("bash did not start: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("the block stopped with {status}")))
    }
}

/// Each command is shown before it runs, and the first that fails ends the script. Not `bash -e`: that overlooks a
/// failure on the left of `&&`.
fn script(lines: &[Line]) -> String {
    let one = |line: &Line| {
        let shown = line.command.replace('\'', r"'\''");
        format!(
            "printf '%s\\n' '  $ {shown}'\n{}\nxtask_status=$?\n[ $xtask_status -eq 0 ] || exit $xtask_status\n",
            line.command
        )
    };
    lines.iter().map(one).collect()
}

/// Runs a `console` block in an empty folder, against an emulator of its own.
pub(super) fn run_session(programs: &Path, lines: &[Line]) -> Outcome {
    let folder = Scratch::new()?;
    let emulator = Emulator::start(programs, &folder.0)?;
    for line in lines {
        println!("  $ {}", line.command);
        let mut shell = shell::program("bash", &folder.0);
        without_account(&mut shell);
        emulator.equip(&mut shell);
        shell
            .env("PATH", path_with(programs)?)
            .env("HOME", &folder.0)
            .env("XDG_CONFIG_HOME", &folder.0);
        shell
            .args(["-uo", "pipefail", "-c", &line.command])
            .stdin(Stdio::piped());
        let status = run_limited(&mut shell, &line.typed)?;
        if !status.success() {
            return Err(Failure::new(format!("`{}`: {status}", line.command)));
        }
    }
    Ok(())
}

fn without_account(command: &mut Command) {
    ACCOUNT.iter().for_each(|name| {
        command.env_remove(name);
    });
}

fn path_with(programs: &Path) -> Result<std::ffi::OsString, Failure> {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&inherited));
    std::env::join_paths(folders).map_err(|error| Failure::new(format!("PATH: {error}")))
}

fn run_limited(command: &mut Command, typed: &str) -> Result<ExitStatus, Failure> {
    let mut child = command
        .spawn()
        .map_err(|error| Failure::new(format!("bash did not start: {error}")))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that asks nothing may be gone already; its exit code tells how it went.
        let _ = stdin.write_all(typed.as_bytes());
    }
    wait(&mut child, PATIENCE)
}

fn wait(child: &mut Child, patience: Duration) -> Result<ExitStatus, Failure> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if started.elapsed() < patience => thread::sleep(Duration::from_millis(20)),
            Ok(None) => {
                // It may end by itself in this moment; it is reported as late all the same.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Failure::new(format!(
                    "still running after {} s",
                    patience.as_secs()
                )));
            }
            Err(error) => return Err(Failure::new(format!("waiting for a command: {error}"))),
        }
    }
}

/// An empty folder, removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let name = format!(
            "trunkline-readme-{}-{:?}",
            std::process::id(),
            thread::current().id()
        );
        let path = std::env::temp_dir().join(name.replace(['(', ')'], "-"));
        fs::create_dir_all(&path).map_err(|error| Failure::at(&path, error))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left behind in the temporary directory harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(all(test, unix))]
mod unit {
    use super::*;

    fn line(command: &str) -> Line {
        Line {
            command: command.to_owned(),
            typed: String::new(),
        }
    }

    fn status_of(commands: &[&str]) -> std::io::Result<Option<i32>> {
        let lines: Vec<_> = commands.iter().map(|command| line(command)).collect();
        let mut bash = Command::new("bash");
        bash.args(["-uo", "pipefail", "-c", &script(&lines)])
            .stdout(Stdio::null());
        Ok(bash.status()?.code())
    }

    #[test]
    fn the_first_failing_command_ends_the_script() {
        assert_eq!(status_of(&["true", "true # 'quoted'"]).unwrap(), Some(0));
        assert_eq!(status_of(&["(exit 3)", "true"]).unwrap(), Some(3));
        assert_eq!(status_of(&["false && true", "true"]).unwrap(), Some(1));
        assert_eq!(status_of(&["false | true"]).unwrap(), Some(1));
    }

    #[test]
    fn what_is_exported_lasts_until_the_end_of_the_block() {
        assert_eq!(status_of(&["export A=1", "[ \"$A\" = 1 ]"]).unwrap(), Some(0));
    }

    #[test]
    fn what_was_typed_reaches_the_command() {
        let mut bash = Command::new("bash");
        bash.args(["-c", "read answer; [ \"$answer\" = y ]"])
            .stdin(Stdio::piped());
        assert!(run_limited(&mut bash, "y\n").unwrap().success());
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let failure = wait(&mut child, Duration::ZERO).unwrap_err();
        assert!(failure.to_string().contains("still running"));
        assert!(child.try_wait().unwrap().is_some());
    }
}
