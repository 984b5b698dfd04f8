//! An emulator process for one session.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::failure::Failure;
use crate::shell;

/// How long it may take to print its ready line.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running emulator; it is stopped when this is dropped.
pub(super) struct Emulator {
    process: Child,
    ready: Value,
}

impl Emulator {
    pub(super) fn start(programs: &Path, folder: &Path) -> Result<Self, Failure> {
        let mut command = shell::program(programs.join("trunkline-emulator"), folder);
        command
            .args(["--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut process = command
            .spawn()
            .map_err(|error| Failure::new(format!("trunkline-emulator did not start: {error}")))?;
        let line = first_line(&mut process);
        let mut emulator = Self {
            process,
            ready: Value::Null,
        };
        emulator.ready = serde_json::from_str(&line?)
            .map_err(|error| Failure::new(format!("trunkline-emulator's first line is no JSON: {error}")))?;
        Ok(emulator)
    }

    /// What a session's commands find in their environment, so that they talk to this emulator.
    pub(super) fn equip(&self, command: &mut Command) {
        command.envs(CREDENTIALS.iter().copied());
        for (variable, field) in URLS {
            if let Some(url) = self.ready.get(field).and_then(Value::as_str) {
                command.env(variable, url);
            }
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have gone by itself; either way it is not running afterwards.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The emulator's documented default credentials.
const CREDENTIALS: &[(&str, &str)] = &[
    ("FR_ACCESS_KEY", "11223344"),
    ("FR_SECRET_KEY", "emulator-secret-0123456789abcdef"),
    ("TROPO_USERNAME", "emulator"),
    ("TROPO_PASSWORD", "emulator"),
];

/// Variable of the command, field of the ready line.
const URLS: &[(&str, &str)] = &[
    ("TRUNKLINE_FLOWROUTE_URL", "flowroute"),
    ("TRUNKLINE_TROPO_URL", "tropo"),
];

/// Reads on a thread of its own: a pipe read cannot be given a time limit.
fn first_line(process: &mut Child) -> Result<String, Failure> {
    let Some(stdout) = process.stdout.take() else {
        return Err(Failure::new("trunkline-emulator has no stdout"));
    };
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        // The receiver is gone when the wait is over; nobody asks then.
        let _ = sender.send(lines.next());
        lines.for_each(drop);
    });
    match receiver.recv_timeout(PATIENCE) {
        Ok(Some(Ok(line))) => Ok(line),
        Ok(Some(Err(error))) => Err(Failure::new(format!("trunkline-emulator's stdout: {error}"))),
        Ok(None) => Err(Failure::new("trunkline-emulator ended without a ready line")),
        Err(_) => Err(Failure::new(format!(
            "trunkline-emulator printed no line within {} s",
            PATIENCE.as_secs()
        ))),
    }
}
