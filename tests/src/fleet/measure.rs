//! What a journal costs: writes a second, and the worker's memory, for fleets of several sizes.

use std::io::Write;
use std::time::Instant;

use tokio::process::Child;
use trunkline_testkit::Folder;

use super::Outcome;
use super::proof::{self, Sabotage};

/// What to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many numbers.
    #[arg(long, value_delimiter = ',', default_values_t = [1000, 10_000])]
    numbers: Vec<u64>,
    /// A carrier within the worker that does everything at once: the journal alone.
    #[arg(long)]
    instant: bool,
}

pub(super) async fn run(arguments: Arguments) -> Outcome<()> {
    for numbers in &arguments.numbers {
        let folder = Folder::new();
        let journal = folder.file("journal").to_string_lossy().into_owned();
        let proof = proof::Proof {
            program: std::env::current_exe()?,
            seed: 1,
            numbers: *numbers,
            kill_after: std::time::Duration::MAX,
            sabotage: Sabotage::None,
            postgres: false,
        };
        let (_process, carrier) = proof.carrier(&["--flawless"]).await?;
        let plan = folder.file("plan");
        proof.plan(&carrier, &plan).await?;
        let plan = plan.to_string_lossy();
        let mut words = vec![
            "worker",
            "--carrier",
            &carrier,
            "--journal",
            &journal,
            "--plan",
            &plan,
        ];
        if arguments.instant {
            words.push("--instant");
        }
        let began = Instant::now();
        let peak = peak(proof.start(&words)?).await?;
        let micros = began.elapsed().as_micros();
        let count = u128::from(*numbers).max(1);
        // A purchase and an alias each.
        let rate = count * 2 * 1_000_000 / micros.max(1);
        let mut stdout = std::io::stdout();
        writeln!(
            stdout,
            "{numbers} numbers: {} ms, {rate} journaled operations a second, {} µs a number; worker's peak {peak}",
            micros / 1000,
            micros / count
        )?;
    }
    Ok(())
}

/// The most memory that the worker had, as it says itself at its end.
async fn peak(mut worker: Child) -> Outcome<String> {
    let _stdin = worker.stdin.take();
    let output = worker.wait_with_output().await?;
    let text = String::from_utf8(output.stdout)?;
    match output.status.success() {
        true => Ok(text.lines().last().unwrap_or_default().to_owned()),
        false => Err(format!("the worker failed: {}", output.status).into()),
    }
}
