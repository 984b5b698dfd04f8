//! What goes wrong with a journal.

/// A journal that cannot be used, or not for this: one line, with what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}")]
pub struct JournalError {
    kind: JournalErrorKind,
    line: String,
}

/// What is wrong with a journal, as far as a program acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JournalErrorKind {
    /// The address is no journal's, or of a kind that was not compiled in.
    Address,
    /// The database does not answer now, and may later.
    Unreachable,
    /// The database refuses.
    Refused,
    /// Another process works with this file.
    InUse,
    /// The plan is for another account, is cut off, or has something twice.
    Plan,
    /// What the journal says cannot be read.
    Unreadable,
}

impl JournalError {
    pub(crate) fn new(kind: JournalErrorKind, line: impl Into<String>) -> Self {
        let line = line.into();
        Self { kind, line }
    }

    pub(crate) fn unreadable(what: &str, why: impl std::fmt::Display) -> Self {
        let line =
            format!("the journal's {what} cannot be read: {why}; was it written by a newer trunkline?");
        Self::new(JournalErrorKind::Unreadable, line)
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> JournalErrorKind {
        self.kind
    }

    /// Whether the same may work later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.kind == JournalErrorKind::Unreachable
    }
}

/// A [`JournalError`] on its way out: so that errors of the database turn into one, and nobody outside can tell which database
/// library it is.
#[derive(Debug)]
pub(crate) struct Fault(JournalError);

impl From<Fault> for JournalError {
    fn from(Fault(error): Fault) -> Self {
        error
    }
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        Self(error)
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let (kind, line) = match is_passing(&error) {
            true => (
                JournalErrorKind::Unreachable,
                format!("the journal does not answer ({error}); run again, nothing is lost"),
            ),
            false => (
                JournalErrorKind::Refused,
                format!("the journal refuses: {error}; nothing that it had is lost"),
            ),
        };
        Self(JournalError::new(kind, line))
    }
}

/// Codes of Postgres that pass: connections (08), resources (53), operators (57), serialization (40); of SQLite: busy, locked.
const PASSING: [&str; 4] = ["08", "53", "57", "40"];
const SQLITE_BUSY: [&str; 3] = ["5", "6", "517"];

fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| {
            SQLITE_BUSY.contains(&code.as_ref())
                || (code.len() == 5 && PASSING.iter().any(|class| code.starts_with(class)))
        }),
        _ => false,
    }
}
