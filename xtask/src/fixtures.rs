//! `cargo xtask fixtures`: the recorded exchanges under tests/fixtures/recorded.
//!
//! Each endpoint is driven through the client, what went over the wire is redacted, and every exchange becomes one
//! file. Against the emulator that is deterministic, so `--check` can hold the files against a fresh run.

mod exchange;
mod record;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) use self::exchange::{Exchange, Message};
use crate::failure::{Failure, Outcome, none_of};
use crate::generated::{Change, Mode, ensure_folder};
use crate::redact::{Redactor, Scope};
use crate::workspace::Workspace;

/// Where the recordings stand, and how the files end.
const FOLDER: &str = "tests/fixtures/recorded";
const ENDING: &str = ".json";

/// How to record.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if a file differs from a fresh recording.
    #[arg(long, conflicts_with = "live")]
    check: bool,
    /// Record from a real account, redacted. Credentials: FR_ACCESS_KEY and FR_SECRET_KEY. Calls that change
    /// nothing only.
    #[arg(long)]
    live: bool,
    /// With --live: also make the calls that buy, send, change and release. They cost money.
    #[arg(long, requires = "live")]
    spend: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let source = match (arguments.live, arguments.spend) {
        (false, _) => record::Source::Emulator,
        (true, spend) => record::Source::Live {
            keys: record::Keys::from_environment()?,
            spend,
        },
    };
    regenerate(workspace, &source, Mode::from_check(arguments.check))
}

/// The CI job: what is on disk equals a fresh recording against the emulator.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    regenerate(workspace, &record::Source::Emulator, Mode::Check)
}

fn regenerate(workspace: &Workspace, source: &record::Source, mode: Mode) -> Outcome {
    let mut redactor = match source {
        record::Source::Emulator => Redactor::new(Scope::Secrets),
        record::Source::Live { keys, .. } => {
            Redactor::new(Scope::SecretsAndPeople).knowing_login(&keys.access_key, &keys.secret_key)
        }
    };
    let exchanges = record::exchanges(source)?;
    if exchanges.is_empty() {
        return Err(Failure::new(
            "no endpoint is driven, so there is nothing to record",
        ));
    }
    let files = files(&exchanges, &mut redactor)?;
    let changes = ensure_folder(&workspace.root.join(FOLDER), ENDING, &files, mode)?;
    report(files.len(), &changes)
}

/// The redacted exchanges as files. Fails rather than let a known secret through.
fn files(exchanges: &[Exchange], redactor: &mut Redactor) -> Result<BTreeMap<PathBuf, String>, Failure> {
    let mut files = BTreeMap::new();
    for exchange in exchanges {
        let text = redactor.exchange(exchange)?.to_json();
        if let Some(name) = redactor.leak(&text) {
            return Err(Failure::new(format!(
                "{} still contains {name}; nothing was written",
                exchange.file()
            )));
        }
        let file = PathBuf::from(exchange.file());
        if files.insert(file, text).is_some() {
            return Err(Failure::new(format!("{} is recorded twice", exchange.file())));
        }
    }
    Ok(files)
}

fn report(recorded: usize, changes: &[Change]) -> Outcome {
    let written = changes
        .iter()
        .filter(|change| **change == Change::Written)
        .count();
    println!("{recorded} exchanges recorded, {written} files changed");
    let drift: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Drift(report) => Some(report.clone()),
            Change::Same | Change::Written => None,
        })
        .collect();
    none_of("drifted; `cargo xtask fixtures` regenerates", &drift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(case: &str) -> Exchange {
        let message = Message {
            headers: vec![],
            body: r#"{"note":"s3cr3t-key"}"#.to_owned(),
        };
        Exchange {
            operation: "flowroute.v2.numbers.get".to_owned(),
            case: case.to_owned(),
            method: "GET".to_owned(),
            target: "/v2/numbers/12065550100".to_owned(),
            request: Message::default(),
            status: 200,
            response: message,
        }
    }

    #[test]
    fn a_known_secret_never_reaches_a_file() {
        let mut redactor = Redactor::new(Scope::Secrets).knowing_login("access", "s3cr3t-key");
        let files = files(&[exchange("plain")], &mut redactor).unwrap();
        let text = files.values().next().unwrap();
        assert!(!text.contains("s3cr3t-key"), "{text}");
    }

    #[test]
    fn two_exchanges_cannot_share_a_file() {
        let mut redactor = Redactor::new(Scope::Secrets);
        let failure = files(&[exchange("a"), exchange("a")], &mut redactor).unwrap_err();
        assert!(failure.to_string().contains("recorded twice"));
    }
}
