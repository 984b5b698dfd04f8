//! `trunkline fleet plan`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use serde::Serialize;
use serde_json::json;
use trunkline::Timestamp;
use trunkline::provision::{GroupPlan, Phase, PlanWriter, Planned};

use super::{Account, JournalArgs, counted, plan_beside, read, unplanned};
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show};

/// Options of `fleet plan`.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// The fleet file
    #[arg(value_name = "FLEET", default_value = "fleet.toml")]
    fleet: PathBuf,

    /// Write the plan to this file; beside the fleet file unless given
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    journal: JournalArgs,
}

pub(super) async fn run(args: PlanArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let fleet = read(&args.fleet, account.output)?;
    let path = args.out.unwrap_or_else(|| plan_beside(&args.fleet));
    refuse_while_open(&args.journal, &path).await?;
    let file = PlanWriter::create(&path).map_err(|error| Failure::failed(error.to_string()))?;
    let now = Timestamp::from(SystemTime::now());
    let planned = trunkline::provision::plan(&fleet, &account.carrier, now, file).await;
    let planned = planned.map_err(|error| unplanned(error, account.output))?;
    let shown = path.display().to_string();
    if account.output.is_json() {
        return account.output.object(&object(&planned, &shown));
    }
    let basis = &planned.plan.basis;
    let owned = counted(basis.owned, "number");
    account
        .output
        .note(&format!("{}, {owned} owned", basis.account))?;
    let groups: Vec<Group<'_>> = planned.groups.iter().map(Group).collect();
    account.output.records(&groups)?;
    for group in &planned.groups {
        remarks(group, account)?;
    }
    let totals = planned.totals();
    if totals.is_nothing() {
        return account
            .output
            .note("nothing to do: the account is as the file asks");
    }
    if totals.billable > 0 {
        let billable = totals.billable;
        account.output.note(&format!(
            "{billable} E911 addresses and caller names are attached; what the carrier charges for that is in no sum"
        ))?;
    }
    let (purchases, writes) = (
        counted(totals.buy, "purchase"),
        counted(totals.writes, "other write"),
    );
    account.output.note(&format!(
        "plan written to {shown} ({purchases}, {writes}); nothing was changed. Next: trunkline fleet apply {shown}"
    ))
}

/// A number that a run has bought has no alias yet if the run ended too early: a new plan would not know it for the group's.
async fn refuse_while_open(journal: &JournalArgs, plan: &Path) -> Result<(), Failure> {
    let Some(journal) = journal.open_existing(plan).await? else {
        return Ok(());
    };
    for run in journal.runs().await? {
        let status = run.status().await?;
        let is_waiting_release = run.plan().not_before.is_some();
        let is_over = status.is_finished() && !matches!(status.phase, Phase::Stopped(_));
        if is_waiting_release || is_over {
            continue;
        }
        let (made, plan) = (run.plan().basis.at.rfc3339_seconds(), plan.display());
        let (done, all) = (status.tally.done, status.tally.slots);
        let text =
            format!("a plan of {made} was begun and has done {done} of {all} slots; nothing was planned");
        return Err(Failure::user(text).kind("unfinished").hint(format!(
            "end it first: trunkline fleet resume {plan}, or trunkline fleet cancel {plan}"
        )));
    }
    Ok(())
}

fn remarks(group: &GroupPlan, account: &mut Account<'_>) -> Result<(), Failure> {
    let name = &group.name;
    if group.surplus > 0 {
        let surplus = counted(group.surplus, "number");
        account.output.note(&format!(
            "{name}: {surplus} beyond its count stay; release_surplus = true would release them"
        ))?;
    }
    if group.untold > 0 {
        let untold = counted(group.untold, "number");
        account.output.note(&format!(
            "{name}: the carrier does not tell what {untold} cost a month; no limit counts them"
        ))?;
    }
    Ok(())
}

fn object(planned: &Planned, path: &str) -> serde_json::Value {
    json!({
        "plan": path,
        "digest": planned.plan.digest,
        "basis": planned.plan.basis,
        "limits": planned.plan.limits,
        "groups": planned.groups,
        "totals": planned.totals(),
    })
}

/// What a plan means for a group, as a row.
#[derive(Serialize)]
#[serde(transparent)]
struct Group<'a>(&'a GroupPlan);

impl Show for Group<'_> {
    const COLUMNS: &'static [&'static str] =
        &["group", "buy", "change", "keep", "release", "setup", "monthly"];

    fn fields(&self, _: Form) -> Fields {
        let Self(group) = self;
        vec![
            ("group", group.name.clone()),
            ("buy", group.totals.buy.to_string()),
            ("change", group.totals.change.to_string()),
            ("keep", group.keep.to_string()),
            ("release", group.totals.release.to_string()),
            ("setup", group.totals.setup.to_string()),
            ("monthly", monthly(group)),
        ]
    }
}

/// What the group will cost a month, as far as the carrier tells.
fn monthly(group: &GroupPlan) -> String {
    let told = group.monthly();
    match group.untold {
        0 => told.to_string(),
        untold if told.is_zero() => format!("{untold} not told"),
        untold => format!("{told}, {untold} not told"),
    }
}
