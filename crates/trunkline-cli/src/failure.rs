//! How a command ends when it does not end well: what is said, and the exit code.

use std::io;
use std::process::ExitCode;

use trunkline::{Applied, Error, ErrorKind, ValidationError};

/// Why a command ends early. Each kind has its own exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command was given something that cannot be done as asked; nothing was sent, or nothing changed.
    User(Said),
    /// It was tried and did not work.
    Failed(Said),
    /// The carrier may have acted, or has acted although the call failed: a person must look before repeating it.
    Unknown(Said),
    /// Ctrl-C, with nothing paid or sent under way.
    Interrupted(Said),
    /// stdout or stderr cannot be written to.
    Output(io::Error),
}

/// What is said on stderr: `error: …` and, if it helps, `hint: …`.
#[derive(Debug)]
pub(crate) struct Said {
    /// What went wrong, one line.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// The exit codes, as `--help` documents them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    the command was wrong, or was not confirmed; nothing was done
  2    it failed; nothing was done, or repeating it is safe
  3    unknown: the carrier may have acted; look before you repeat it
  130  interrupted while nothing paid was under way";

impl Failure {
    /// Something is wrong with what was asked.
    pub(crate) fn user(what: impl Into<String>) -> Self {
        Self::User(Said {
            what: what.into(),
            hint: None,
        })
    }

    /// Something did not work.
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Self::Failed(Said {
            what: what.into(),
            hint: None,
        })
    }

    /// The outcome cannot be told.
    pub(crate) fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown(Said {
            what: what.into(),
            hint: None,
        })
    }

    /// Ctrl-C came.
    pub(crate) fn interrupted(what: impl Into<String>) -> Self {
        Self::Interrupted(Said {
            what: what.into(),
            hint: None,
        })
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::User(said) | Self::Failed(said) | Self::Unknown(said) = &mut self {
            said.hint = Some(hint.into());
        }
        self
    }

    /// What is said on stderr; nothing if there is nobody to say it to.
    pub(crate) fn said(&self) -> Option<(&str, Option<&str>)> {
        match self {
            Self::User(said) | Self::Failed(said) | Self::Unknown(said) | Self::Interrupted(said) => {
                Some((&said.what, said.hint.as_deref()))
            }
            Self::Output(_) => None,
        }
    }

    /// The exit code. A reader that has seen enough (`… | head`) is no failure.
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::User(_) => ExitCode::from(1),
            Self::Failed(_) => ExitCode::from(2),
            Self::Unknown(_) => ExitCode::from(3),
            // What a shell expects of a program that Ctrl-C has ended.
            Self::Interrupted(_) => ExitCode::from(130),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(_) => ExitCode::from(2),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let said = Said {
            what: error.to_string(),
            hint: None,
        };
        match (error.kind(), error.applied()) {
            (ErrorKind::InvalidInput | ErrorKind::Configuration, _) => Self::User(said),
            (_, Applied::No) => Self::Failed(said),
            (_, Applied::Yes | Applied::Unknown) => Self::Unknown(said),
        }
    }
}

impl From<ValidationError> for Failure {
    fn from(invalid: ValidationError) -> Self {
        Self::user(invalid.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(format!("a result cannot be written as JSON: {error}"))
    }
}
