//! Fleets in processes that are killed. The carrier is a process of its own; so is each worker, which only knows the plan and the
//! journal. In the end, the carrier's books are held against the journal.

mod carrier;
mod measure;
mod parent;
mod proof;
mod verdict;
mod worker;

use std::time::Duration;

pub use proof::{Proof, Sabotage};
pub use verdict::Verdict;

/// What goes wrong here, as text.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long after a lost reply the carrier may still act, and how long reads may be old: half a minute, a hundred times as fast.
pub(crate) const WINDOW: Duration = Duration::from_millis(300);

/// The processes.
#[derive(clap::Parser)]
pub enum Command {
    /// Plays seeds, and fails if anything is violated.
    Proof(proof::Arguments),
    /// Measures what a journal costs.
    Measure(measure::Arguments),
    /// The carrier.
    #[command(hide = true)]
    Carrier(carrier::Arguments),
    /// A worker.
    #[command(hide = true)]
    Worker(worker::Arguments),
}

impl Command {
    /// Runs this process.
    ///
    /// # Errors
    /// If something is violated, or a process cannot be started.
    pub async fn run(self) -> Outcome<()> {
        match self {
            Self::Proof(arguments) => proof::run(arguments).await,
            Self::Measure(arguments) => measure::run(arguments).await,
            Self::Carrier(arguments) => {
                parent::dies_with_us();
                carrier::run(arguments).await
            }
            Self::Worker(arguments) => {
                parent::dies_with_us();
                worker::run(arguments).await
            }
        }
    }
}
