//! `trunkline fleet`: many numbers at once, from a file that says what is wanted.

mod apply;
mod audit;
mod bar;
mod demo;
mod plan;
mod release;
mod status;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use trunkline::provision::{Fleet, FlowrouteFleet, Journal, JournalError, JournalErrorKind, PlanError};

use crate::account::{ACCESS_KEY, BASE_URL, Place};
use crate::context::Writer;
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::settings::Global;

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum FleetCommand {
    /// Compare a fleet file with the account and the stock, show the price, and write a plan; changes nothing
    #[command(after_help = "\
A number belongs to a group if its alias fits the group's pattern. Every fault of
the file is named with its line.

Examples:
  trunkline fleet plan fleet.toml
  trunkline fleet plan fleet.toml --out monday.plan --json")]
    Plan(plan::PlanArgs),

    /// Do what a plan says and nothing else, after showing the total and asking for confirmation
    #[command(after_help = "\
Each purchase is written to the journal before it is sent. After Ctrl-C, a crash
or a lost connection: trunkline fleet resume.

Examples:
  trunkline fleet apply fleet.plan
  trunkline fleet apply fleet.plan --yes --max-spend 60
  trunkline fleet apply fleet.plan --journal postgres://trunkline@db/fleet")]
    Apply(apply::ApplyArgs),

    /// Go on with a plan that was begun: what was open is looked up first
    #[command(after_help = "Example:\n  trunkline fleet resume fleet.plan")]
    Resume(apply::RunArgs),

    /// Show how far a plan has come, and what waits or was given up
    #[command(after_help = "Example:\n  trunkline fleet status fleet.plan")]
    Status(apply::RunArgs),

    /// Begin nothing more of a plan, in any process; what is under way is looked up
    #[command(after_help = "Example:\n  trunkline fleet cancel fleet.plan")]
    Cancel(apply::RunArgs),

    /// Compare a fleet file with the account and the journal: drift, orphans, numbers without E911
    #[command(after_help = "\
Exits with 2 if anything is not as wanted.

Examples:
  trunkline fleet audit fleet.toml
  trunkline fleet audit fleet.toml --json | jq '.findings[]'")]
    Audit(audit::AuditArgs),

    /// Release numbers in two steps: mark them, and confirm after a waiting time
    #[command(after_help = "\
The first step shows what hangs on each number and releases nothing.

Examples:
  trunkline fleet release fleet.toml --numbers 12064205780,12064205781
  trunkline fleet release fleet.toml --group seattle --after 7d
  trunkline fleet release fleet.toml --confirm
  trunkline fleet release fleet.toml --undo")]
    Release(release::ReleaseArgs),

    /// Plan, apply, kill, resume, audit and release 200 numbers against a built-in emulator, free and without an account
    #[command(after_help = "Example:\n  trunkline fleet demo")]
    Demo(demo::DemoArgs),
}

/// Where the journal is.
#[derive(Clone, Debug, Args)]
pub(crate) struct JournalArgs {
    /// The journal: a file, or postgres://USER@HOST/DATABASE for workers on several machines; beside the plan unless given
    #[arg(long, value_name = "PATH|URL")]
    journal: Option<String>,
}

impl JournalArgs {
    /// Opens the journal that is named, or else `fleet.journal` beside `fleet.plan`.
    async fn open(&self, beside: &Path) -> Result<Journal, Failure> {
        Ok(Journal::open(&self.address(beside)).await?)
    }

    fn address(&self, beside: &Path) -> String {
        match &self.journal {
            Some(address) => address.clone(),
            None => beside.with_extension("journal").display().to_string(),
        }
    }

    /// The journal, if there is one: a file that nobody has begun is none.
    async fn open_existing(&self, beside: &Path) -> Result<Option<Journal>, Failure> {
        let address = self.address(beside);
        if self.journal.is_none() && !Path::new(&address).exists() {
            return Ok(None);
        }
        Ok(Some(Journal::open(&address).await?))
    }
}

/// Runs a subcommand.
pub(crate) async fn run(
    command: FleetCommand,
    global: &Global,
    output: &mut Output,
    deeds: Deeds,
) -> Result<(), Failure> {
    if global.dry_run {
        return Err(Failure::user("--dry-run is not for fleets; nothing was done")
            .hint("a plan shows what would be done, and changes nothing: trunkline fleet plan FLEET"));
    }
    match command {
        FleetCommand::Plan(args) => plan::run(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Apply(args) => apply::apply(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Resume(args) => apply::resume(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Cancel(args) => apply::cancel(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Status(args) => status::run(args, output).await,
        FleetCommand::Audit(args) => audit::run(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Release(args) => release::run(args, &mut Account::new(global, output, deeds)?).await,
        FleetCommand::Demo(args) => demo::run(args, output).await,
    }
}

/// The account that a fleet is for, and what a command needs to talk.
struct Account<'a> {
    carrier: FlowrouteFleet,
    output: &'a mut Output,
    writer: Writer,
    deeds: Deeds,
    progress: Progress,
}

impl<'a> Account<'a> {
    fn new(global: &Global, output: &'a mut Output, deeds: Deeds) -> Result<Self, Failure> {
        let account = global.account()?;
        let place = account.place(global.base_url.as_deref(), BASE_URL, ACCESS_KEY);
        let flowroute = global.quiet_flowroute(&account)?;
        Ok(Self {
            carrier: FlowrouteFleet::new(flowroute, name(&place)),
            output,
            writer: Writer::new(global, place, deeds.clone()),
            deeds,
            progress: global.progress.clone(),
        })
    }

    async fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        self.writer.confirm(question, self.output).await
    }
}

/// What a plan calls the account: never the whole key, and where it is unless that goes without saying.
fn name(place: &Place) -> String {
    let key = place.key.as_deref().unwrap_or_default();
    match &place.url {
        Some(url) => format!("account …{key} ({url})"),
        None => format!("account …{key}"),
    }
}

/// Reads a fleet file; each of its faults is written by itself.
fn read(path: &Path, output: &mut Output) -> Result<Fleet, Failure> {
    Fleet::read(path).map_err(|faults| faulty(&faults, output))
}

fn faulty(faults: &trunkline::provision::Faults, output: &mut Output) -> Failure {
    let all: Vec<_> = faults.iter().collect();
    for fault in &all {
        output.failure(&Failure::user(fault.to_string()).kind("fleet_file"));
    }
    let text = match all.len() + faults.more() {
        1 => "1 fault in the fleet file; nothing was done".to_owned(),
        count => format!("{count} faults in the fleet file; nothing was done"),
    };
    Failure::user(text).kind("fleet_file")
}

/// Why there is no plan or no audit.
fn unplanned(error: PlanError, output: &mut Output) -> Failure {
    match error {
        PlanError::Faults(faults) => faulty(&faults, output),
        other => Failure::failed(format!("{other}; nothing was changed")),
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error.kind() {
            JournalErrorKind::Address | JournalErrorKind::InUse | JournalErrorKind::Plan => {
                Self::user(error.to_string())
            }
            _ => Self::failed(error.to_string()),
        }
    }
}

/// `fleet.plan` beside `fleet.toml`.
fn plan_beside(fleet: &Path) -> PathBuf {
    fleet.with_extension("plan")
}

/// `1 number`, `2 numbers`.
fn counted(count: u64, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}
