//! The report of `messages send`: what became of each recipient, written down before and after.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use trunkline::PhoneNumber;

use crate::bulk;
use crate::failure::Failure;

/// About to be sent; if nothing follows, nobody knows whether it was.
const SENDING: &str = "sending";
const SENT: &str = "sent";
const FAILED: &str = "failed";
const UNKNOWN: &str = "unknown";

/// A file with a line for each step: number, state, id or reason, with tabs between them.
pub(super) struct Ledger {
    file: Option<File>,
    states: HashMap<PhoneNumber, String>,
}

impl Ledger {
    /// Reads the file, if there is one, and goes on writing to it. Without a path nothing is written.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self {
                file: None,
                states: HashMap::new(),
            });
        };
        let name = path.display().to_string();
        let failed = |error: io::Error| {
            Failure::user(format!("cannot use {name} as report: {error}; nothing was sent"))
        };
        let file = File::options()
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(failed)?;
        let mut states = HashMap::new();
        for (index, line) in bulk::text(&file, &name)?.lines().enumerate() {
            let mut words = line.split('\t');
            let number = words.next().and_then(|number| number.parse().ok());
            let (Some(number), Some(state)) = (number, words.next()) else {
                let line = index + 1;
                return Err(Failure::user(format!(
                    "{name}, line {line} is no line of a report; nothing was sent"
                )));
            };
            states.insert(number, state.to_owned());
        }
        Ok(Self {
            file: Some(file),
            states,
        })
    }

    /// Whether a message was sent to this number, or may have been.
    pub(super) fn is_settled(&self, number: PhoneNumber) -> bool {
        self.states.get(&number).is_some_and(|state| state != FAILED)
    }

    /// How many recipients there are of whom nobody knows whether the message was sent.
    pub(super) fn unknown(&self) -> usize {
        let is_unknown = |state: &&String| *state == SENDING || *state == UNKNOWN;
        self.states.values().filter(is_unknown).count()
    }

    /// The message to this number is about to be sent.
    pub(super) fn sending(&mut self, number: PhoneNumber) -> Result<(), Failure> {
        self.write(number, SENDING, "").map_err(|error| {
            Failure::failed(format!(
                "cannot write the report: {error}; nothing was sent to {number}"
            ))
        })
    }

    /// What became of the message to this number.
    pub(super) fn ended(
        &mut self,
        number: PhoneNumber,
        result: Result<&str, &Failure>,
    ) -> Result<(), Failure> {
        let (state, detail) = match result {
            Ok(id) => (SENT, id),
            Err(failure) => {
                let state = if matches!(failure, Failure::Unknown(_)) {
                    UNKNOWN
                } else {
                    FAILED
                };
                (
                    state,
                    failure.message().map_or("", |message| message.kind.as_str()),
                )
            }
        };
        self.write(number, state, detail).map_err(|error| {
            Failure::done(format!(
                "cannot write the report: {error}; the message to {number}: {state}"
            ))
        })
    }

    fn write(&mut self, number: PhoneNumber, state: &str, detail: &str) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(format!("{number}\t{state}\t{detail}\n").as_bytes())?;
            file.sync_data()?;
        }
        Ok(())
    }
}
