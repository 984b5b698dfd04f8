//! The binary `trunkline-emulator`.

use clap::Parser;
use std::io::Write as _;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// The three carriers on this machine.
#[derive(Parser)]
#[command(version, about)]
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
