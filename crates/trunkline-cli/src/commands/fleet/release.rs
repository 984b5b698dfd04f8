//! `trunkline fleet release`: numbers are marked first, and released after a waiting time.

use std::convert::Infallible;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::Args;
use serde::Serialize;
use serde_json::json;
use trunkline::provision::{
    Action, Basis, Carrier, FleetNumber, Holding, NamedId, Names, Phase, Plan, Run, Setting, Slot,
    fleet_numbers,
};
use trunkline::{PhoneNumber, Timestamp};

use super::apply::{RunArgs, until_it_ends};
use super::{Account, JournalArgs, counted, read};
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show, joined};
use crate::values;

/// Options of `fleet release`.
#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// The fleet file
    #[arg(value_name = "FLEET", default_value = "fleet.toml")]
    fleet: PathBuf,

    /// Mark these numbers
    #[arg(long, value_name = "N,N", value_delimiter = ',', conflicts_with_all = ["confirm", "undo"])]
    numbers: Vec<PhoneNumber>,

    /// Mark the numbers of this group
    #[arg(long, value_name = "NAME", conflicts_with_all = ["numbers", "confirm", "undo"])]
    group: Option<String>,

    /// How long the marked numbers stay at least
    #[arg(long, value_name = "24h", default_value = "24h", value_parser = values::duration)]
    after: Duration,

    /// Release the marked numbers whose waiting time is over
    #[arg(long, conflicts_with = "undo")]
    confirm: bool,

    /// Keep the marked numbers after all
    #[arg(long)]
    undo: bool,

    #[command(flatten)]
    journal: JournalArgs,
}

pub(super) async fn run(args: ReleaseArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    if args.confirm || args.undo {
        return marked(args, account).await;
    }
    if args.numbers.is_empty() && args.group.is_none() {
        return Err(Failure::user("say which numbers to release; nothing was done")
            .hint("mark them with --numbers or --group, then release them with --confirm"));
    }
    mark(args, account).await
}

/// Shows what hangs on the numbers, and marks them.
async fn mark(args: ReleaseArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let fleet = read(&args.fleet, account.output)?;
    if let Some(group) = args
        .group
        .as_deref()
        .filter(|name| !fleet.groups().any(|known| known == *name))
    {
        let known: Vec<&str> = fleet.groups().collect();
        return Err(
            Failure::user(format!("the fleet has no group {group:?}; nothing was done"))
                .hint(format!("choose from: {}", known.join(", "))),
        );
    }
    let all = fleet_numbers(&fleet, &account.carrier).await.map_err(failed)?;
    let owned = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let chosen = chosen(&args, all, account).await?;
    if chosen.is_empty() {
        return Err(Failure::user("the group has no numbers; nothing was done"));
    }
    let still_wanted = chosen.iter().filter(|number| !number.group.is_empty()).count();
    show(&chosen, account).await?;
    let now = SystemTime::now();
    let until = now.checked_add(args.after).unwrap_or(now);
    let until = Timestamp::from(until);
    let count = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    if still_wanted > 0 {
        account.output.note(&format!(
            "the file asks for {still_wanted} of them: change it first, or the next plan buys others"
        ))?;
    }
    let (numbers, shown) = (counted(count, "number"), until.rfc3339_seconds());
    account
        .confirm(&format!("Mark {numbers} for release from {shown} on?"))
        .await?;
    let slots: Vec<Slot> = chosen.into_iter().map(slot).collect();
    let basis = Basis {
        at: Timestamp::from(now),
        account: account.carrier.account(),
        fleet: fleet.digest().to_owned(),
        owned,
    };
    let plan = Plan::waiting(basis, until, &slots).map_err(|error| Failure::failed(error.to_string()))?;
    let journal = args.journal.open(&args.fleet).await?;
    journal
        .begin(&plan, slots.into_iter().map(Ok::<_, Infallible>))
        .await?;
    let fleet = args.fleet.display();
    account.output.result(
        &json!({ "marked": count, "not_before": plan.not_before }),
        &format!(
            "{numbers} marked, none released. From {shown} on: trunkline fleet release {fleet} --confirm"
        ),
    )
}

fn slot(number: FleetNumber) -> Slot {
    Slot {
        name: number.name,
        group: number.group,
        number: number.holding.number,
        action: Action::Release,
        changes: Vec::new(),
    }
}

/// The numbers that are meant, each with all that it has.
async fn chosen(
    args: &ReleaseArgs,
    all: Vec<FleetNumber>,
    account: &Account<'_>,
) -> Result<Vec<FleetNumber>, Failure> {
    let mut chosen = Vec::new();
    match &args.group {
        Some(group) => chosen.extend(all.into_iter().filter(|number| number.group == *group)),
        None => {
            for number in &args.numbers {
                let known = all.iter().find(|known| known.holding.number == *number);
                chosen.push(match known {
                    Some(known) => known.clone(),
                    None => stranger(*number, account).await?,
                });
            }
        }
    }
    for number in &mut chosen {
        number.holding = holding(number.holding.number, account).await?;
    }
    Ok(chosen)
}

/// A number that is not in the file.
async fn stranger(number: PhoneNumber, account: &Account<'_>) -> Result<FleetNumber, Failure> {
    Ok(FleetNumber::new(
        number.to_string(),
        holding(number, account).await?,
    ))
}

async fn holding(number: PhoneNumber, account: &Account<'_>) -> Result<Holding, Failure> {
    let holding = account.carrier.holding(number).await.map_err(failed)?;
    holding.ok_or_else(|| Failure::failed(format!("{number} is not on this account; nothing was done")))
}

fn failed(failure: trunkline::provision::Failure) -> Failure {
    Failure::failed(format!("{failure}; nothing was done"))
}

/// Shows what goes with each number.
async fn show(numbers: &[FleetNumber], account: &mut Account<'_>) -> Result<(), Failure> {
    let names = account.carrier.names().await.map_err(failed)?;
    let rows: Vec<Row> = numbers.iter().map(|number| Row::of(number, &names)).collect();
    account.output.records(&rows)
}

/// A number that may be released, and what hangs on it.
#[derive(Serialize)]
struct Row {
    name: String,
    number: PhoneNumber,
    route: String,
    e911: String,
    caller_name: String,
    messaging: String,
}

impl Row {
    fn of(number: &FleetNumber, names: &Names) -> Self {
        let holding = &number.holding;
        let routes =
            [&holding.primary_route, &holding.failover_route].map(|route| called(route, &names.routes));
        Self {
            name: number.name.clone(),
            number: holding.number,
            route: joined(routes.iter().map(String::as_str), ", "),
            e911: called(&holding.emergency_address, &names.emergency_addresses),
            caller_name: called(&holding.caller_name, &names.caller_names),
            messaging: match holding.messaging {
                Setting::Is(true) => "on".to_owned(),
                _ => String::new(),
            },
        }
    }
}

/// The name of what is attached.
fn called(setting: &Setting<String>, names: &[NamedId]) -> String {
    let Setting::Is(id) = setting else {
        return String::new();
    };
    let named = names
        .iter()
        .find(|named| named.id == *id && !named.name.is_empty());
    named.map_or(id, |named| &named.name).clone()
}

impl Show for Row {
    const COLUMNS: &'static [&'static str] = &["name", "number", "route", "e911", "caller name", "messaging"];

    fn fields(&self, form: Form) -> Fields {
        vec![
            ("name", self.name.clone()),
            ("number", form.number(self.number)),
            ("route", self.route.clone()),
            ("e911", self.e911.clone()),
            ("caller name", self.caller_name.clone()),
            ("messaging", self.messaging.clone()),
        ]
    }
}

/// Releases the marked numbers whose time has come, or keeps all that are marked.
async fn marked(args: ReleaseArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let fleet = args.fleet.display();
    let mut waiting: Vec<Run> = Vec::new();
    if let Some(journal) = args.journal.open_existing(&args.fleet).await? {
        for run in journal.runs().await? {
            let status = run.status().await?;
            let goes_on = status.phase != Phase::Canceled && !status.is_finished();
            if run.plan().not_before.is_some() && goes_on {
                waiting.push(run);
            }
        }
    }
    if waiting.is_empty() {
        return Err(
            Failure::user("no numbers are marked for release; nothing was done").hint(format!(
                "mark them with: trunkline fleet release {fleet} --numbers N,N"
            )),
        );
    }
    if args.undo {
        return undo(&waiting, account).await;
    }
    let now = Timestamp::from(SystemTime::now());
    let (due, later): (Vec<Run>, Vec<Run>) = waiting
        .into_iter()
        .partition(|run| run.plan().not_before.as_ref().is_none_or(|at| *at <= now));
    for run in &later {
        let (numbers, at) = (
            counted(run.plan().slots, "number"),
            run.plan().not_before.as_ref(),
        );
        let at = at.map(Timestamp::rfc3339_seconds).unwrap_or_default();
        account.output.note(&format!("{numbers}: not before {at}"))?;
    }
    if due.is_empty() {
        return Err(Failure::user("no waiting time is over; nothing was released"));
    }
    confirm(&due, account).await?;
    let args = RunArgs::of(args.fleet.clone(), args.journal.clone());
    for run in due {
        release(&run, &args, account).await?;
    }
    Ok(())
}

/// Shows what hangs on the numbers now, which may be more than when they were marked, and asks.
async fn confirm(due: &[Run], account: &mut Account<'_>) -> Result<(), Failure> {
    const PAGE: u32 = 500;
    let mut numbers = Vec::new();
    for run in due {
        let mut after = 0;
        loop {
            let records = run.records(after, PAGE).await?;
            let Some(last) = records.last() else { break };
            after = last.seq;
            for record in records.into_iter().filter(|record| !record.released) {
                let holding = account.carrier.holding(record.number).await.map_err(failed)?;
                numbers.extend(holding.map(|holding| FleetNumber::new(record.slot, holding)));
            }
        }
    }
    show(&numbers, account).await?;
    let count = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
    let question = format!("Release {}? This cannot be undone.", counted(count, "number"));
    account.confirm(&question).await
}

async fn release(run: &Run, args: &RunArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let (status, signal) = until_it_ends(run, args, account).await?;
    let (released, all) = (status.tally.released, run.plan().slots);
    account.output.result(
        &status,
        &format!("{released} of {} released", counted(all, "number")),
    )?;
    match (signal, released == all) {
        (_, true) => Ok(()),
        _ => Err(
            Failure::partial(format!("{} of {all} not released", all - released)).hint(format!(
                "go on with: trunkline fleet release {} --confirm",
                args.plan.display()
            )),
        ),
    }
}

async fn undo(waiting: &[Run], account: &mut Account<'_>) -> Result<(), Failure> {
    let count = waiting.iter().map(|run| run.plan().slots).sum();
    let numbers = counted(count, "number");
    account.confirm(&format!("Keep {numbers} after all?")).await?;
    for run in waiting {
        run.cancel().await?;
    }
    account.output.result(
        &json!({ "kept": count }),
        &format!("{numbers} kept; no mark is left"),
    )
}
