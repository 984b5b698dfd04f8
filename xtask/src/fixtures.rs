//! `cargo xtask fixtures`: the recorded exchanges below tests/fixtures, docs/api.md and docs/public-api.txt.
//!
//! Each endpoint is driven through the client, and what went over the wire is redacted and becomes one file per
//! operation. Against the emulator that is deterministic, so `--check` can hold the files against a fresh run.

mod record;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use trunkline_tests::api::{Table, tables};
use trunkline_tests::record::Recording;
use trunkline_tests::session::{Account, Source};

use self::record::{Session, session};
use crate::failure::{Failure, Outcome, none_of};
use crate::generated::{Change, Mode, ensure, ensure_folder};
use crate::redact::{Redactor, Scope};
use crate::workspace::Workspace;

/// Where the recordings against the emulator stand.
pub(crate) const RECORDED: &str = "tests/fixtures/recorded";
/// Where the recordings from real accounts stand; they never replace the others.
const LIVE: &str = "tests/fixtures/live";
/// How the files end.
const ENDING: &str = ".json";
/// The tables for a reader.
const API: &str = "docs/api.md";
/// What users can name, so that a change of it is seen in a review.
const PUBLIC_API: &str = "docs/public-api.txt";

/// How to record.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if a file differs from a fresh recording.
    #[arg(long, conflicts_with = "live")]
    check: bool,
    /// Record from real accounts, redacted, into tests/fixtures/live. Calls that change nothing only. Credentials:
    /// FR_ACCESS_KEY and FR_SECRET_KEY, TROPO_USERNAME and TROPO_PASSWORD; a carrier without them is left out.
    #[arg(long)]
    live: bool,
    /// With --live: also make the calls that buy, send, change and release. They cost money. What was on the account
    /// before stays as it is.
    #[arg(long, requires = "live")]
    spend: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    if arguments.live {
        return live(workspace, arguments.spend);
    }
    regenerate(workspace, Mode::from_check(arguments.check))
}

/// The CI job: what is on disk equals a fresh recording against the emulator.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    regenerate(workspace, Mode::Check)
}

fn regenerate(workspace: &Workspace, mode: Mode) -> Outcome {
    let tables = tables();
    let files = recorded(&tables)?;
    let mut changes = ensure_folder(&workspace.root.join(RECORDED), ENDING, &files, mode)?;
    let api = crate::api::markdown(&tables);
    changes.push(ensure(&workspace.root.join(API), &api, mode)?);
    let public = crate::measure::public_api(workspace)?;
    changes.push(ensure(&workspace.root.join(PUBLIC_API), &public, mode)?);
    report(files.len(), &changes)
}

/// All tables' recordings against the emulator. Every line must succeed.
fn recorded(tables: &[Table]) -> Result<BTreeMap<PathBuf, String>, Failure> {
    let mut all = BTreeMap::new();
    for table in tables {
        let Session {
            recordings, stopped, ..
        } = session(table, &Source::Emulator)?;
        none_of(
            &format!("{}: lines that failed against the emulator", table.title),
            &stopped,
        )?;
        all.extend(files(table, &recordings, &mut Redactor::new(Scope::Secrets))?);
    }
    Ok(all)
}

fn live(workspace: &Workspace, spend: bool) -> Outcome {
    let tables = tables();
    let mut absent = BTreeSet::new();
    let mut found = 0;
    let mut recorded = 0;
    for table in &tables {
        let Some(account) = record::account(table, spend, |name| std::env::var(name).ok()) else {
            absent.insert(format!(
                "{} and {}",
                table.environment.user, table.environment.secret
            ));
            continue;
        };
        found += 1;
        let (files, stopped) = live_files(table, &account)?;
        stopped.iter().for_each(|line| println!("{line}"));
        for (path, contents) in &files {
            ensure(&workspace.root.join(LIVE).join(path), contents, Mode::Write)?;
        }
        recorded += files.len();
    }
    if found == 0 {
        let names: Vec<String> = absent.into_iter().collect();
        let names = names.join(", or ");
        return Err(Failure::new(format!("--live needs {names} in the environment")));
    }
    println!("{recorded} operations recorded below {LIVE}; read the files before you publish them");
    Ok(())
}

/// One account's redacted recordings, and the lines that stopped.
fn live_files(table: &Table, account: &Account) -> Result<(BTreeMap<PathBuf, String>, Vec<String>), Failure> {
    let mut redactor = Redactor::new(Scope::SecretsAndPeople).knowing_login(&account.user, &account.secret);
    let session = session(table, &Source::Live(account.clone()))?;
    if session.succeeded == 0 {
        return Err(Failure::new(format!(
            "no call succeeded; nothing was written\n  {}",
            session.stopped.join("\n  ")
        )));
    }
    let files = files(table, &session.recordings, &mut redactor)?;
    Ok((files, session.stopped))
}

/// The redacted recordings as files. Fails rather than let a known secret through.
fn files(
    table: &Table,
    recordings: &[Recording],
    redactor: &mut Redactor,
) -> Result<BTreeMap<PathBuf, String>, Failure> {
    let mut files = BTreeMap::new();
    for recording in recordings {
        let exchanges: Result<Vec<_>, Failure> = recording
            .exchanges
            .iter()
            .map(|exchange| redactor.exchange(exchange))
            .collect();
        let operation = recording.operation.clone();
        let short = operation.strip_prefix(table.prefix).unwrap_or(&operation);
        let file = PathBuf::from(table.folder).join(format!("{short}{ENDING}"));
        let text = Recording {
            exchanges: exchanges?,
            operation,
        }
        .to_json();
        if let Some(name) = redactor.leak(&text) {
            let file = file.display();
            return Err(Failure::new(format!(
                "{file} still contains {name}; nothing was written"
            )));
        }
        if let Some(twice) = files.insert(file, text) {
            return Err(Failure::new(format!("an operation has two lines: {twice}")));
        }
    }
    Ok(files)
}

fn report(recorded: usize, changes: &[Change]) -> Outcome {
    let written = changes
        .iter()
        .filter(|change| **change == Change::Written)
        .count();
    println!("{recorded} operations recorded, {written} files changed");
    let drift: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Drift(report) => Some(report.clone()),
            Change::Same | Change::Written => None,
        })
        .collect();
    none_of("drifted; `cargo xtask fixtures` regenerates", &drift)
}
