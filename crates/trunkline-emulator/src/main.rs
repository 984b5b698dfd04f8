//! The binary `trunkline-emulator`.

use clap::Parser;
use std::io::Write as _;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

const HELP: &str = "\
The first line of stdout is a JSON object with the base URLs. Logs go to stderr.
Its `admin` is the control API: state, clock, faults, requests, audit.

Examples:
  trunkline-emulator --listen 4010 &
  curl http://127.0.0.1:4010/_emulator
  curl http://127.0.0.1:4010/_emulator/clock/advance -d '{\"seconds\": 172800}'";

/// The three carriers on this machine.
#[derive(Parser)]
#[command(version, about, after_help = HELP)]
struct Command {
    #[command(flatten)]
    args: trunkline_emulator::EmulatorArgs,
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match trunkline_emulator::run(command.args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell that standard error is gone as well.
            let _ = writeln!(std::io::stderr(), "trunkline-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}
