//! `cargo xtask soak`: every writing operation under very many schedules of faults, and every reader of webhooks under very
//! many bodies.

use trunkline_tests::soak::{Plan, Sabotage, Wire, payloads, run as play};

use crate::failure::{Failure, Outcome};
use crate::shell;
use crate::workspace::Workspace;

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many cases; seeds of fleets, of which there are 200 at most.
    #[arg(long, default_value_t = 1_000_000)]
    cases: u64,
    /// How many bodies are posted to what reads webhooks; none when only one case is played again.
    #[arg(long, default_value_t = 100_000)]
    payloads: u32,
    /// The seed of the first case; those of the others follow. With `--cases 1`, one case is played again.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many cases at once; one for each processor unless given.
    #[arg(long)]
    at_once: Option<usize>,
    /// Over sockets and in real time, in which half a minute takes 300 ms.
    #[arg(long)]
    tcp: bool,
    /// A client that takes an absence as proof at once: violations must be found.
    #[arg(long, conflicts_with = "resend_once")]
    without_settlement: bool,
    /// A client that sends again what must not be sent twice: violations must be found.
    #[arg(long)]
    resend_once: bool,
    /// Fleets in processes that are killed: so many seeds, 10,000 numbers each unless `--numbers` says otherwise.
    #[arg(long, conflicts_with_all = ["resend_once", "tcp", "at_once"])]
    fleet: bool,
    /// How many numbers a fleet has.
    #[arg(long, requires = "fleet", default_value_t = 10_000)]
    numbers: u64,
    /// Runs the build at hand, unoptimized as it may be.
    #[arg(long)]
    as_built: bool,
}

impl Arguments {
    fn sabotage(&self) -> Sabotage {
        match (self.without_settlement, self.resend_once) {
            (true, _) => Sabotage::WithoutSettlement,
            (_, true) => Sabotage::ResendOnce,
            _ => Sabotage::None,
        }
    }

    fn plan(&self) -> Plan {
        let processors = std::thread::available_parallelism().map_or(1, |count| count.get());
        Plan {
            seed: self.seed,
            cases: self.cases,
            at_once: self.at_once.unwrap_or(processors),
            wire: match self.tcp {
                true => Wire::Tcp { faster: 100 },
                false => Wire::Direct,
            },
            sabotage: self.sabotage(),
        }
    }
}

/// Plays the cases, and fails if anything is violated.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    if arguments.fleet {
        return fleet(workspace, arguments);
    }
    if cfg!(debug_assertions) && !arguments.as_built {
        return optimized(workspace);
    }
    if arguments.cases != 1 {
        let posted = payloads(arguments.payloads, arguments.seed).map_err(Failure::new)?;
        print!("{posted}");
    }
    let report = play(arguments.plan()).map_err(Failure::new)?;
    print!("{report}");
    match report.violating {
        0 => Ok(()),
        count => Err(Failure::new(format!(
            "{count} of {} cases violate something",
            report.cases
        ))),
    }
}

/// A program of its own: it needs databases, and so many processes.
fn fleet(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let (seeds, seed) = (arguments.cases.min(200).to_string(), arguments.seed.to_string());
    let numbers = arguments.numbers.to_string();
    let mut task = vec![
        "run",
        "--quiet",
        "--package",
        "trunkline-tests",
        "--bin",
        "fleet-proof",
    ];
    if !arguments.as_built {
        task.push("--release");
    }
    task.extend([
        "--",
        "proof",
        "--seeds",
        &seeds,
        "--seed",
        &seed,
        "--numbers",
        &numbers,
    ]);
    if arguments.without_settlement {
        task.push("--without-settlement");
    }
    shell::run(&mut shell::cargo(&workspace.root, &task))
}

/// The same command, built to be fast.
fn optimized(workspace: &Workspace) -> Outcome {
    let task = ["run", "--quiet", "--release", "--package", "xtask", "--"];
    let given: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = task.into_iter().chain(given.iter().map(String::as_str)).collect();
    shell::run(&mut shell::cargo(&workspace.root, &arguments))
}
