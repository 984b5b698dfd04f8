//! `cargo run --release -p trunkline-bench`: what trunkline costs compared with bare hyper and serde_json.

// This program prints its results.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use trunkline_bench::bare::Bare;
use trunkline_bench::compare::{Line, Plan, compare, limit};
use trunkline_bench::memory::{self, Course};
use trunkline_bench::process::{Server, run_server};
use trunkline_bench::sdk::Sdk;
use trunkline_bench::{Caller, Case, Failure, drive};

/// CPU time per call of trunkline and of bare hyper + serde_json, against a server with fixed answers on the loopback
/// interface, as ratios.
#[derive(Parser)]
#[command(name = "trunkline-bench")]
struct Arguments {
    /// How many rounds count.
    #[arg(long, default_value_t = 21, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// How many calls a client makes in a round (a tenth of them for pages); with --memory, in all.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    calls: Option<u32>,
    /// How many calls are in flight at any time.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 64], value_parser = clap::value_parser!(u32).range(1..=64))]
    in_flight: Vec<u32>,
    /// What is measured; by default everything.
    #[arg(long)]
    case: Option<What>,
    /// Makes the calls of one client only and measures nothing: for a profiler.
    #[arg(long)]
    only: Option<Side>,
    /// No round begins when a line has taken this many seconds.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Measures memory and not CPU time.
    #[arg(long)]
    memory: bool,
    /// Fails if a limit is exceeded.
    #[arg(long)]
    check: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

impl Arguments {
    fn plan(&self) -> Plan {
        Plan {
            rounds: self.rounds,
            calls: self.calls.unwrap_or(1000),
            at_most: Duration::from_secs(self.seconds),
        }
    }

    fn cases(&self) -> impl Iterator<Item = Case> {
        Case::ALL.into_iter().filter(|case| match self.case {
            None => true,
            Some(What::Details) => *case == Case::Details,
            Some(What::Page) => *case == Case::Page,
        })
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Details,
    Page,
}

#[derive(Clone, Copy, ValueEnum)]
enum Side {
    Bare,
    Trunkline,
}

#[derive(Subcommand)]
enum Role {
    /// Runs the server.
    #[command(hide = true)]
    Serve,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let check = arguments.check;
    match run(&arguments) {
        Ok(held) if held || !check => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("trunkline-bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all limits were kept.
fn run(arguments: &Arguments) -> Result<bool, Failure> {
    if let Some(Role::Serve) = arguments.role {
        run_server()?;
        return Ok(true);
    }
    let server = Server::start_current_exe()?;
    // One thread: moving work between threads would only add noise to the ratio.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (bare, sdk) = (Bare::new(server.base_url())?, Sdk::new(server.base_url())?);
        match arguments.only {
            _ if arguments.memory => memory_table(&sdk, arguments.calls.unwrap_or(100_000)).await,
            Some(Side::Bare) => one_side(&bare, arguments).await,
            Some(Side::Trunkline) => one_side(&sdk, arguments).await,
            None => ratio_table(&bare, &sdk, arguments).await,
        }
    })
}

async fn one_side(caller: &impl Caller, arguments: &Arguments) -> Result<bool, Failure> {
    for case in arguments.cases() {
        for &in_flight in &arguments.in_flight {
            drive(caller, case, arguments.plan().calls(case, in_flight), in_flight).await?;
        }
    }
    Ok(true)
}

async fn ratio_table(bare: &Bare, sdk: &Sdk, arguments: &Arguments) -> Result<bool, Failure> {
    println!("CPU time per call in µs, and trunkline / bare as the median of the rounds (least to most)\n");
    println!("case                 in flight       bare  trunkline   ratio  (least to most)   limit");
    let mut held = true;
    for case in arguments.cases() {
        for &in_flight in &arguments.in_flight {
            let line = compare(bare, sdk, case, in_flight, arguments.plan()).await?;
            print(&line);
            held &= line.holds();
        }
    }
    Ok(held)
}

fn print(line: &Line) {
    println!(
        "{:<20} {:>9} {:>10} {:>10}   {}  ({} to {})  {} {}",
        line.case.name(),
        line.in_flight,
        micros(line.bare),
        micros(line.ours),
        line.ratio,
        line.range.0,
        line.range.1,
        limit(line.case),
        verdict(line.holds()),
    );
}

fn micros(time: Duration) -> String {
    format!("{}.{}", time.as_micros(), time.subsec_nanos() % 1000 / 100)
}

fn verdict(held: bool) -> &'static str {
    if held { "ok" } else { "EXCEEDED" }
}

async fn memory_table(sdk: &Sdk, calls: u32) -> Result<bool, Failure> {
    let calls_course = memory::calls(sdk, calls).await?;
    show(
        &format!("{calls} calls for details, 16 in flight"),
        "calls",
        &calls_course,
    );
    let stream_course = memory::stream(sdk).await?;
    show("a list streamed item by item", "items", &stream_course);
    Ok(calls_course.is_flat() && stream_course.is_flat())
}

fn show(what: &str, of: &str, course: &Course) {
    println!("{what}\n{of:>10}  {:>12}  {:>12}", "resident", "peak");
    for (done, resident) in &course.samples {
        println!("{done:>10}  {:>12}  {:>12}", resident.now, resident.peak);
    }
    println!(
        "grew by {} after the warm-up, limit {} {}\n",
        course.growth(),
        memory::LIMIT,
        verdict(course.is_flat())
    );
}
