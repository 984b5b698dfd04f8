//! `trunkline fleet status`: how far a plan has come.

use serde::Serialize;
use serde_json::json;
use trunkline::provision::{Phase, Record, Run, Standing, Status};

use super::apply::{RunArgs, begun, open};
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show};
use crate::output::Output;

/// How many records are read from the journal at once.
const PAGE: u32 = 500;
/// How many slots in trouble are shown to people.
const SHOWN: usize = 20;

pub(super) async fn run(args: RunArgs, output: &mut Output) -> Result<(), Failure> {
    let plan = open(&args)?;
    let run = begun(&plan, &args).await?;
    let status = run.status().await?;
    if output.is_json() {
        let trouble = trouble(&run, usize::MAX).await?;
        return output.object(&json!({ "status": status, "trouble": trouble }));
    }
    let tally = &status.tally;
    let allowed = match status.limits.setup {
        Some(limit) => format!(" of {limit} allowed"),
        None => String::new(),
    };
    output.line(&format!(
        "  {} of {} done, {} given up, {} open, {} under way; {} bought, {} spent{allowed}",
        tally.done,
        tally.slots,
        tally.given_up,
        status.open,
        status.intent + status.pending + status.parked,
        tally.bought,
        tally.setup,
    ))?;
    show_trouble(&run, output).await?;
    output.note(&next(&status, &args))
}

fn next(status: &Status, args: &RunArgs) -> String {
    let plan = args.plan.display();
    match &status.phase {
        Phase::Stopped(reason) => {
            format!("stopped: {reason}; when that is mended: trunkline fleet resume {plan}")
        }
        Phase::Canceled => format!("canceled; to go on all the same: trunkline fleet resume {plan}"),
        _ if status.is_finished() => "finished".to_owned(),
        _ => format!("go on with: trunkline fleet resume {plan}"),
    }
}

/// Shows what was given up, or waits for an outcome.
pub(super) async fn show_trouble(run: &Run, output: &mut Output) -> Result<(), Failure> {
    let mut trouble = trouble(run, SHOWN + 1).await?;
    let is_more = trouble.len() > SHOWN;
    trouble.truncate(SHOWN);
    output.records(&trouble)?;
    match is_more {
        true => output.note("and more: trunkline fleet status --json"),
        false => Ok(()),
    }
}

/// The first slots that were given up, or wait for an outcome.
async fn trouble(run: &Run, most: usize) -> Result<Vec<Slot>, Failure> {
    let mut found = Vec::new();
    let mut after = 0;
    while found.len() < most {
        let records = run.records(after, PAGE).await?;
        let Some(last) = records.last() else { break };
        after = last.seq;
        let troubled = records.into_iter().filter(is_troubled);
        found.extend(troubled.take(most - found.len()).map(Slot));
    }
    Ok(found)
}

fn is_troubled(record: &Record) -> bool {
    matches!(
        record.standing,
        Standing::GivenUp | Standing::Parked | Standing::Pending
    )
}

/// A slot in trouble.
#[derive(Serialize)]
#[serde(transparent)]
struct Slot(Record);

impl Show for Slot {
    const COLUMNS: &'static [&'static str] = &["name", "number", "standing", "why"];

    fn fields(&self, form: Form) -> Fields {
        let Self(record) = self;
        let standing = match record.standing {
            Standing::GivenUp => "given up",
            Standing::Pending => "ordered",
            Standing::Parked => "outcome unknown",
            _ => "open",
        };
        vec![
            ("name", record.slot.clone()),
            ("number", form.number(record.number)),
            ("standing", standing.to_owned()),
            ("why", record.evidence.clone()),
        ]
    }
}
