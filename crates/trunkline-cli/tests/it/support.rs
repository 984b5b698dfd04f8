//! Runs the command against an emulator, and writes down what it did.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Output, Stdio};

use trunkline_emulator::{Emulator, EmulatorBuilder};

/// The keys of the emulated account, which must never be shown.
pub(crate) const ACCESS_KEY: &str = "planted-access-key";
pub(crate) const SECRET_KEY: &str = "planted-secret-key-5f3a";

/// An emulated account to run commands for.
pub(crate) struct Account {
    pub(crate) emulator: Emulator,
    /// Runs the emulator.
    _runtime: tokio::runtime::Runtime,
}

impl Account {
    /// Starts an emulator on a free port.
    pub(crate) fn start() -> Self {
        Self::with(|emulator| emulator)
    }

    /// Starts one that is set up in this way.
    pub(crate) fn with(set_up: impl FnOnce(EmulatorBuilder) -> EmulatorBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let emulator = runtime
            .block_on(set_up(Emulator::builder().flowroute_credentials(ACCESS_KEY, SECRET_KEY)).start())
            .unwrap();
        Self {
            emulator,
            _runtime: runtime,
        }
    }

    /// The command with these arguments and the account's keys, without a terminal.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = trunkline(arguments);
        command
            .env("FR_ACCESS_KEY", ACCESS_KEY)
            .env("FR_SECRET_KEY", SECRET_KEY)
            .env("TRUNKLINE_FLOWROUTE_URL", self.emulator.flowroute_url())
            .env("TROPO_USERNAME", "emulator")
            .env("TROPO_PASSWORD", "emulator")
            .env("TRUNKLINE_TROPO_URL", self.emulator.tropo_url());
        command
    }

    /// Runs the command: arguments, exit code, stdout and stderr as one text.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        transcript(arguments, &output)
    }

    /// Sets switches of the emulator: an object as its control interface takes it.
    pub(crate) fn switch(&self, switches: &str) {
        let mut stream = TcpStream::connect(self.emulator.listen_addr().unwrap()).unwrap();
        let length = switches.len();
        write!(
            stream,
            "PATCH /_emulator/switches HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{switches}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
    }

    /// How many requests reached the emulator.
    pub(crate) fn requests(&self) -> usize {
        self.emulator.requests().len()
    }
}

/// The command with these arguments and an empty environment.
pub(crate) fn trunkline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trunkline"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// The words of a command line; quotes keep several together.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace()),
            _ => words.push(part),
        }
    }
    words
}

/// Arguments, exit code, stdout and stderr as one text.
pub(crate) fn transcript(arguments: &[&str], output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    for secret in [ACCESS_KEY, SECRET_KEY] {
        assert!(
            !out.contains(secret) && !err.contains(secret),
            "a key was shown:\n{out}\n{err}"
        );
    }
    let arguments: Vec<String> = arguments
        .iter()
        .map(|a| {
            if a.contains(' ') {
                format!("{a:?}")
            } else {
                (*a).to_owned()
            }
        })
        .collect();
    let code = output
        .status
        .code()
        .map_or_else(|| "none".to_owned(), |code| code.to_string());
    format!(
        "$ trunkline {}\nexit {code}\n--- stdout\n{out}--- stderr\n{err}",
        arguments.join(" ")
    )
}

/// Replaces what differs from run to run: ports, durations and generated IDs.
pub(crate) const FILTERS: [(&str, &str); 6] = [
    (r#""latency_ms":\d+"#, r#""latency_ms":TIME"#),
    (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
    (r"\b\d+ ms\b|\b\d+\.\d s\b", "TIME"),
    (r#""millis":\d+"#, r#""millis":TIME"#),
    (r"mdr2-[0-9a-f]{32}", "mdr2-ID"),
    (r"\bid [0-9a-f]{8}\b", "id ERROR"),
];

/// Compares a transcript with the snapshot of this name.
#[macro_export]
macro_rules! assert_transcript {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ filters => $crate::support::FILTERS, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}
