//! `trunkline fleet audit`.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline::provision::{Bought, Drift, Finding, Journal, Setting};

use super::{Account, JournalArgs, counted, read, unplanned};
use crate::failure::Failure;
use crate::fields::{Fields, Form, Show};

/// How many records are read from the journal at once.
const PAGE: u32 = 500;

/// Options of `fleet audit`.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// The fleet file
    #[arg(value_name = "FLEET", default_value = "fleet.toml")]
    fleet: PathBuf,

    #[command(flatten)]
    journal: JournalArgs,
}

pub(super) async fn run(args: AuditArgs, account: &mut Account<'_>) -> Result<(), Failure> {
    let fleet = read(&args.fleet, account.output)?;
    let bought = match args.journal.open_existing(&args.fleet).await? {
        Some(journal) => bought(&journal).await?,
        None => Vec::new(),
    };
    let audit = trunkline::provision::audit(&fleet, &account.carrier, bought).await;
    let audit = audit.map_err(|error| unplanned(error, account.output))?;
    if account.output.is_json() {
        account.output.object(&audit)?;
    } else {
        let rows: Vec<Row<'_>> = audit.findings.iter().map(Row).collect();
        account.output.records(&rows)?;
        account
            .output
            .line(&format!("  {} of {} as wanted", audit.sound, audit.wanted))?;
    }
    if audit.without_e911 > 0 {
        let numbers = counted(audit.without_e911, "number");
        account.output.note(&format!(
            "{numbers} of groups that ask for no E911 address have none; add e911 = \"LABEL\" to the file"
        ))?;
    }
    match u64::try_from(audit.findings.len()) {
        Ok(0) => Ok(()),
        count => {
            let fleet = args.fleet.display();
            Err(Failure::failed(format!(
                "{}; nothing was changed",
                counted(count.unwrap_or(u64::MAX), "finding")
            ))
            .kind("drift")
            .hint(format!(
                "see what would mend it with: trunkline fleet plan {fleet}"
            )))
        }
    }
}

/// What the runs of a journal bought and did not give back.
pub(super) async fn bought(journal: &Journal) -> Result<Vec<Bought>, Failure> {
    let mut bought: HashMap<PhoneNumber, String> = HashMap::new();
    let mut released = Vec::new();
    for run in journal.runs().await? {
        let mut after = 0;
        loop {
            let records = run.records(after, PAGE).await?;
            let Some(last) = records.last() else { break };
            after = last.seq;
            for record in records {
                if record.released {
                    released.push(record.number);
                } else if record.bought {
                    bought.insert(record.number, record.slot);
                }
            }
        }
    }
    for number in released {
        bought.remove(&number);
    }
    let mut bought: Vec<Bought> = bought
        .into_iter()
        .map(|(number, slot)| Bought { number, slot })
        .collect();
    bought.sort_by_key(|bought| bought.number);
    Ok(bought)
}

/// A finding as a row.
#[derive(Serialize)]
#[serde(transparent)]
struct Row<'a>(&'a Finding);

impl Show for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["finding", "name", "number", "what"];

    fn fields(&self, form: Form) -> Fields {
        let row = |finding: &str, name: &str, number: Option<PhoneNumber>, what: String| {
            vec![
                ("finding", finding.to_owned()),
                ("name", name.to_owned()),
                (
                    "number",
                    number.map(|number| form.number(number)).unwrap_or_default(),
                ),
                ("what", what),
            ]
        };
        match self.0 {
            Finding::Lacking { group, count } => row(
                "lacking",
                group,
                None,
                format!("{} too few", counted(*count, "number")),
            ),
            Finding::Missing { group, number } => row(
                "missing",
                group,
                Some(*number),
                "listed, and not on the account".to_owned(),
            ),
            Finding::Surplus { name, number, .. } => row(
                "surplus",
                name,
                Some(*number),
                "more than the group's count".to_owned(),
            ),
            Finding::SameAlias {
                name,
                numbers: [a, b],
                ..
            } => row("same alias", name, Some(*a), format!("{b} has it, too")),
            Finding::Drift {
                name,
                number,
                settings,
                ..
            } => {
                let settings: Vec<String> = settings.iter().map(drift).collect();
                row("drift", name, Some(*number), settings.join("; "))
            }
            Finding::Orphan { number, name } => row(
                "orphan",
                name,
                Some(*number),
                "bought by a run, and not in the file".to_owned(),
            ),
            Finding::Gone { number, name } => row(
                "gone",
                name,
                Some(*number),
                "bought by a run, and not on the account".to_owned(),
            ),
            _ => Vec::new(),
        }
    }
}

/// `e911: none, wanted HQ Seattle`.
fn drift(drift: &Drift) -> String {
    let is = match &drift.is {
        Setting::Untold => "not told",
        Setting::Nothing => "none",
        Setting::Is(is) => is,
    };
    format!("{}: {is}, wanted {}", drift.setting, drift.wanted)
}
