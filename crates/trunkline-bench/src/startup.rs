//! How long the command takes until it does something, and the emulator until it is ready.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, io};

use crate::Failure;

/// What is started, and how long that may take.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Start {
    /// The arguments.
    pub arguments: &'static [&'static str],
    /// The limit.
    pub limit: Duration,
}

const COMMAND: Duration = Duration::from_millis(15);

/// A command that needs nothing, one that builds a client and sends nothing, and the emulator until its first line.
pub const STARTS: [Start; 3] = [
    Start {
        arguments: &["--version"],
        limit: COMMAND,
    },
    Start {
        arguments: &["numbers", "list", "--dry-run"],
        limit: COMMAND,
    },
    Start {
        arguments: &["emulator", "--listen", "127.0.0.1:0", "--quiet"],
        limit: Duration::from_millis(50),
    },
];

/// The command beside this program.
///
/// # Errors
/// If it has not been built.
pub fn program() -> Result<PathBuf, Failure> {
    let name = format!("trunkline{}", env::consts::EXE_SUFFIX);
    let path = env::current_exe()?.with_file_name(name);
    match path.is_file() {
        true => Ok(path),
        false => Err("there is no trunkline beside this program; build it with: cargo build --release -p trunkline-cli".into()),
    }
}

impl Start {
    /// The median time of so many starts, until the first line or the end.
    ///
    /// # Errors
    /// If the program does not start or writes nothing.
    pub fn median(&self, program: &Path, rounds: u32) -> Result<Duration, Failure> {
        let mut times = Vec::new();
        for _ in 0..rounds {
            times.push(self.once(program)?);
        }
        times.sort_unstable();
        times
            .get(times.len() / 2)
            .copied()
            .ok_or_else(|| "no rounds".into())
    }

    fn once(&self, program: &Path) -> Result<Duration, Failure> {
        let began = Instant::now();
        let mut child = Command::new(program)
            .args(self.arguments)
            .env_clear()
            .env("FR_ACCESS_KEY", "11223344")
            .env("FR_SECRET_KEY", "unused")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("it has no stdout")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let took = began.elapsed();
        match child.kill() {
            // It has ended by itself.
            Err(error) if error.kind() != io::ErrorKind::InvalidInput => return Err(error.into()),
            _ => child.wait()?,
        };
        match line.is_empty() {
            true => Err(format!("trunkline {} wrote nothing", self.arguments.join(" ")).into()),
            false => Ok(took),
        }
    }
}
