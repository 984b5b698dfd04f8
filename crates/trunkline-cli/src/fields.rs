//! How records look at the terminal: named fields, some of which are the columns of a table.

mod callback;
mod cdrs;
mod cnam;
mod e911;
mod message;
mod number;
mod porting;
mod route;

use serde::Serialize;
use trunkline::{PhoneNumber, Timestamp};

use crate::ago::ago;

pub(crate) use callback::{CallbackOf, Received};
pub(crate) use e911::dispatcher_lines;
pub(crate) use message::Sent;
pub(crate) use number::{Detailed, attachments};
pub(crate) use porting::{PortabilityOf, next_step};

/// Names and texts, in order. A field without text is not shown.
pub(crate) type Fields = Vec<(&'static str, String)>;

/// A record that people and, through [`Serialize`], programs can read.
pub(crate) trait Show: Serialize {
    /// The fields that a table has as columns. Only the last column is wrapped.
    const COLUMNS: &'static [&'static str];

    /// The column that a narrow terminal may cut, if it is not one that people copy.
    const SHORTENED: Option<&'static str> = None;

    /// All fields.
    fn fields(&self, form: Form) -> Fields;
}

/// Where fields are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In a row of a table on a terminal, times as people say them.
    Screen,
    /// In a row of a table, for `grep` and other programs.
    Row,
    /// One field per line.
    Record,
}

impl Form {
    /// `+12064205780` in a row, `+1 206 420 5780` in a record.
    pub(crate) fn number(self, number: PhoneNumber) -> String {
        match self {
            Self::Screen | Self::Row => number.to_string(),
            Self::Record => number.international(),
        }
    }

    /// `2 minutes ago` on a screen, `2026-11-20T10:02:00Z` in a row, and everything that is known in a record.
    fn time(self, time: Option<&Timestamp>) -> String {
        let text = time.map(|time| match self {
            Self::Screen => ago(time),
            Self::Row => time.rfc3339_seconds(),
            Self::Record => time.to_string(),
        });
        text.unwrap_or_default()
    }
}

/// The text of an optional value.
pub(crate) fn text(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// `yes`, `no`, or nothing if it is not known.
pub(crate) fn yes_no(value: Option<bool>) -> String {
    value
        .map(|value| if value { "yes" } else { "no" }.to_owned())
        .unwrap_or_default()
}

/// The parts that are not empty, separated by `separator`.
pub(crate) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}
