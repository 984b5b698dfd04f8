//! Fleets in processes that are killed: `fleet-proof proof --seeds 20 --numbers 10000`. `cargo xtask soak --fleet` runs it.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use trunkline_tests::fleet::Command;

#[tokio::main]
async fn main() -> ExitCode {
    match Command::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell that standard error is gone as well.
            let _ = writeln!(std::io::stderr(), "fleet-proof: {error}");
            ExitCode::FAILURE
        }
    }
}
