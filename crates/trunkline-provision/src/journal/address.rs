//! Where a journal is: a file, or a database of Postgres.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::dialect::Dialect;
use super::error::{JournalError, JournalErrorKind};

/// What stands for itself in the path of a URL.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where a journal is.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) dialect: Dialect,
    pub(super) url: String,
    /// The file of a journal of SQLite.
    pub(super) file: Option<PathBuf>,
}

impl Address {
    pub(super) fn parse(text: &str) -> Result<Self, JournalError> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) if cfg!(feature = "postgres") => Ok(Self {
                dialect: Dialect::Postgres,
                url: text.to_owned(),
                file: None,
            }),
            Some(("postgres" | "postgresql", _)) => {
                Err(no_address("this program was built without Postgres"))
            }
            Some((scheme, _)) => Err(no_address(&format!(
                "{scheme}:// is no journal: give a file, or postgres://USER@HOST/DATABASE"
            ))),
            None if cfg!(feature = "sqlite") => Self::of_file(Path::new(text)),
            None => Err(no_address("this program was built without SQLite")),
        }
    }

    fn of_file(path: &Path) -> Result<Self, JournalError> {
        let path = std::path::absolute(path)
            .map_err(|error| no_address(&format!("the journal {}: {error}", path.display())))?;
        let text = path
            .to_str()
            .ok_or_else(|| no_address(&format!("the journal {}: the path is not UTF-8", path.display())))?;
        Ok(Self {
            dialect: Dialect::Sqlite,
            url: format!("sqlite://{}?mode=rwc", utf8_percent_encode(text, PATH)),
            file: Some(path),
        })
    }
}

fn no_address(line: &str) -> JournalError {
    JournalError::new(JournalErrorKind::Address, line)
}
