//! `cargo run --release -p trunkline-bench`: what trunkline costs compared with bare hyper and serde_json.

// This program prints its results.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use trunkline_bench::bare::Bare;
use trunkline_bench::compare::{Line, Plan, compare};
use trunkline_bench::files;
use trunkline_bench::hostile;
use trunkline_bench::list;
use trunkline_bench::memory::{self, Course};
use trunkline_bench::process::{Server, run_server};
use trunkline_bench::sdk::Sdk;
use trunkline_bench::startup;
use trunkline_bench::{Bytes, Caller, Case, Failure, Medians, answers, drive};

/// CPU time per call of trunkline and of bare hyper + serde_json, as ratios, and the time that reading a list ahead saves;
/// against a server with fixed answers on the loopback interface.
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
    /// How many milliseconds the server waits before each answer, for the list only.
    #[arg(long, default_value_t = 20)]
    delay: u64,
    /// No round begins when a line has taken this many seconds.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Measures memory and not CPU time.
    #[arg(long)]
    memory: bool,
    /// Measures the memory that answers without end, and the like, take; with --calls, for so many calls of each kind.
    #[arg(long, conflicts_with = "memory")]
    hostile: bool,
    /// How many MiB the export has that is fetched, with --memory only.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=16_000))]
    export: u64,
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

    /// The kinds of calls that are wanted.
    fn cases(&self) -> &'static [Case] {
        match self.case {
            None => &Case::ALL,
            Some(What::Details) => &[Case::Details],
            Some(What::Page) => &[Case::Page],
            Some(What::Purchase) => &[Case::Purchase],
            Some(What::List | What::Startup) => &[],
        }
    }

    fn wants_list(&self) -> bool {
        matches!(self.case, None | Some(What::List))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Details,
    Page,
    Purchase,
    List,
    /// How long the command takes to start; not measured unless asked for.
    Startup,
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
    Serve {
        /// How many milliseconds it waits before each answer.
        #[arg(long, default_value_t = 0)]
        delay: u64,
    },
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
    if let Some(Role::Serve { delay }) = arguments.role {
        run_server(Duration::from_millis(delay))?;
        return Ok(true);
    }
    if matches!(arguments.case, Some(What::Startup)) {
        return startup_table(arguments.rounds);
    }
    let server = Server::start_current_exe(Duration::ZERO)?;
    // One thread: moving work between threads would only add noise to the ratio.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (bare, sdk) = (Bare::new(server.base_url())?, Sdk::new(server.base_url())?);
        match arguments.only {
            _ if arguments.hostile => {
                let hasty = Sdk::with_timeout(server.base_url(), hostile::TIMEOUT)?;
                hostile_table(&hasty, arguments.calls.unwrap_or(5)).await
            }
            _ if arguments.memory => memory_table(&sdk, arguments).await,
            Some(Side::Bare) => one_side(&bare, arguments).await,
            Some(Side::Trunkline) => one_side(&sdk, arguments).await,
            None => {
                let calls_held = ratio_table(&bare, &sdk, arguments).await?;
                Ok(list_table(arguments).await? && calls_held)
            }
        }
    })
}

fn startup_table(rounds: u32) -> Result<bool, Failure> {
    let program = startup::program()?;
    println!(
        "Wall-clock time in ms until trunkline has written its first line, as the median of {rounds} starts\n"
    );
    println!("arguments                                        time  limit");
    let mut held = true;
    for start in &startup::STARTS {
        let took = start.median(&program, rounds)?;
        let holds = took <= start.limit;
        println!(
            "{:<45} {:>7} {:>6} {}",
            start.arguments.join(" "),
            millis(took),
            start.limit.as_millis(),
            if holds { "ok" } else { "TOO SLOW" },
        );
        held &= holds;
    }
    Ok(held)
}

fn millis(time: Duration) -> String {
    format!("{}.{}", time.as_millis(), time.subsec_micros() % 1000 / 100)
}

async fn one_side(caller: &impl Caller, arguments: &Arguments) -> Result<bool, Failure> {
    if arguments.cases().is_empty() {
        return Err("--only makes single calls; the list is not one".into());
    }
    for &case in arguments.cases() {
        for &in_flight in &arguments.in_flight {
            drive(caller, case, arguments.plan().calls(case, in_flight), in_flight).await?;
        }
    }
    Ok(true)
}

async fn ratio_table(bare: &Bare, sdk: &Sdk, arguments: &Arguments) -> Result<bool, Failure> {
    if arguments.cases().is_empty() {
        return Ok(true);
    }
    println!("CPU time per call in µs, and trunkline / bare as the median of the rounds (least to most)\n");
    println!("case                 in flight       bare  trunkline   ratio  (least to most)   limit");
    let mut held = true;
    for &case in arguments.cases() {
        for &in_flight in &arguments.in_flight {
            let line = compare(bare, sdk, case, in_flight, arguments.plan()).await?;
            print(&line);
            held &= line.holds();
        }
    }
    Ok(held)
}

fn print(line: &Line) {
    let limit = line.limit().map_or("-".to_owned(), |limit| limit.to_string());
    println!(
        "{:<20} {:>9} {:>10} {:>10}   {}  {limit:>5} {}",
        line.case.name(),
        line.in_flight,
        micros(line.medians.first),
        micros(line.medians.second),
        ratio(&line.medians),
        verdict(line.holds()),
    );
}

/// The median and the range.
fn ratio(medians: &Medians) -> String {
    format!("{}  ({} to {})", medians.ratio, medians.range.0, medians.range.1)
}

async fn list_table(arguments: &Arguments) -> Result<bool, Failure> {
    if !arguments.wants_list() {
        return Ok(true);
    }
    let server = Server::start_current_exe(Duration::from_millis(arguments.delay))?;
    let sdk = Sdk::new(server.base_url())?;
    let medians = list::compare(&sdk, arguments.plan()).await?;
    let held = medians.ratio >= list::LIMIT;
    println!(
        "\nWall-clock time of listing {} numbers in ms, answers after {} ms, and how many times faster reading ahead is\n",
        answers::LIST,
        arguments.delay
    );
    println!("case               pages ahead      ahead one by one   ratio  (least to most)   limit");
    println!(
        "{:<20} {:>9} {:>10} {:>10}   {}  {} {}",
        "list",
        list::READ_AHEAD,
        medians.first.as_millis(),
        medians.second.as_millis(),
        ratio(&medians),
        list::LIMIT,
        if held { "ok" } else { "TOO SLOW" },
    );
    Ok(held)
}

fn micros(time: Duration) -> String {
    format!("{}.{}", time.as_micros(), time.subsec_nanos() % 1000 / 100)
}

fn verdict(held: bool) -> &'static str {
    if held { "ok" } else { "EXCEEDED" }
}

/// The largest MMS that carriers take.
const MMS: Bytes = Bytes::mib(5);

async fn memory_table(sdk: &Sdk, arguments: &Arguments) -> Result<bool, Failure> {
    let calls = arguments.calls.unwrap_or(100_000);
    let calls_course = memory::calls(sdk, calls).await?;
    show(
        &format!("{calls} calls for details, 16 in flight"),
        "calls",
        &calls_course,
    );
    let mut held = calls_course.is_flat();
    for read_ahead in [0, list::READ_AHEAD] {
        let course = memory::stream(sdk, read_ahead).await?;
        let what = format!("a list streamed item by item, {read_ahead} pages read ahead");
        show(&what, "items", &course);
        held &= course.is_flat();
    }
    let export = Bytes::mib(arguments.export);
    for (what, size, course) in [
        (
            "an export of call records",
            export,
            files::export(sdk, export).await?,
        ),
        ("a file of an MMS", MMS, files::mms(sdk, MMS).await?),
    ] {
        show(&format!("{what} of {size}, to disk"), "bytes", &course);
        held &= course.is_flat();
    }
    Ok(held)
}

async fn hostile_table(sdk: &Sdk, calls: u32) -> Result<bool, Failure> {
    println!("{:<28} {:>14}   the client says", "answer", "peak grown by");
    let outcomes = hostile::endure(sdk, calls).await?;
    let mut most = Bytes::default();
    for outcome in &outcomes {
        println!(
            "{:<28} {:>14}   {}",
            outcome.attack.name, outcome.grown, outcome.said
        );
        most = most.max(outcome.grown);
    }
    let held = most <= hostile::LIMIT;
    println!("in all {most}, limit {} {}", hostile::LIMIT, verdict(held));
    Ok(held)
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
