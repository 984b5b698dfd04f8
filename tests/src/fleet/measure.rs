//! What a journal costs: writes a second, and the worker's memory, for fleets of several sizes.

use std::io::Write;
use std::time::Instant;

use tokio::process::Child;
use trunkline_testkit::{Folder, Postgres};

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
    /// A journal on Postgres.
    #[arg(long)]
    postgres: bool,
}

pub(super) async fn run(arguments: Arguments) -> Outcome<()> {
    for numbers in &arguments.numbers {
        let folder = Folder::new();
        let postgres = match arguments.postgres {
            true => Some(Postgres::start().ok_or("there is no Postgres")?),
            false => None,
        };
        let journal = match &postgres {
            Some(postgres) => postgres.url(),
            None => folder.file("journal").to_string_lossy().into_owned(),
        };
        let proof = proof::Proof {
            program: std::env::current_exe()?,
            seed: 1,
            numbers: *numbers,
            kill_after: std::time::Duration::MAX,
            sabotage: Sabotage::None,
            postgres: arguments.postgres,
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
        let took = began.elapsed().as_secs_f64();
        // A purchase and an alias each.
        let operations = *numbers as f64 * 2.0;
        let mut stdout = std::io::stdout();
        writeln!(
            stdout,
            "{numbers} numbers: {took:.1} s, {:.0} journaled operations a second, {:.0} µs a number; worker's peak {peak}",
            operations / took,
            took * 1e6 / *numbers as f64
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
