//! Failures of a command: the message on stderr and the exit code.

use std::io;
use std::process::ExitCode;

use trunkline::{Applied, Error, ErrorKind, ValidationError};

/// Why a command failed. Each variant has its own exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command cannot be carried out as given; nothing was sent, or nothing was changed.
    User(Message),
    /// It was tried and failed.
    Failed(Message),
    /// The carrier may have acted, or has acted although the call failed, or has done only a part.
    Unknown(Message),
    /// Ctrl-C, with nothing billable in progress.
    Interrupted(Message),
    /// stdout or stderr cannot be written to.
    Output(io::Error),
}

/// What is written to stderr: `error: …` and, if there is one, `hint: …`.
#[derive(Debug)]
pub(crate) struct Message {
    /// What went wrong, in one line.
    pub(crate) text: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// The exit codes, as `--help` documents them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    success
  1    usage error, or not confirmed; nothing was done
  2    failure; nothing was done, or it is safe to try again
  3    outcome unknown, or done in part: the carrier may have acted; check before trying again
  130  interrupted while nothing billable was in progress";

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self { text, hint: None }
    }
}

impl Failure {
    /// The command cannot be carried out as given.
    pub(crate) fn user(text: impl Into<String>) -> Self {
        Self::User(text.into().into())
    }

    /// It was tried and failed.
    pub(crate) fn failed(text: impl Into<String>) -> Self {
        Self::Failed(text.into().into())
    }

    /// The carrier may have acted, or has done a part of it.
    pub(crate) fn unknown(text: impl Into<String>) -> Self {
        Self::Unknown(text.into().into())
    }

    /// Ctrl-C was pressed.
    pub(crate) fn interrupted(text: impl Into<String>) -> Self {
        Self::Interrupted(text.into().into())
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Self::User(message) | Self::Failed(message) | Self::Unknown(message) = &mut self {
            message.hint = Some(hint.into());
        }
        self
    }

    /// The message; none if there is no stream to write it to.
    pub(crate) fn message(&self) -> Option<&Message> {
        match self {
            Self::User(message)
            | Self::Failed(message)
            | Self::Unknown(message)
            | Self::Interrupted(message) => Some(message),
            Self::Output(_) => None,
        }
    }

    /// The exit code. A reader that stops early (`… | head`) is not a failure.
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::User(_) => ExitCode::from(1),
            Self::Failed(_) => ExitCode::from(2),
            Self::Unknown(_) => ExitCode::from(3),
            // What shells expect of a program that was ended by Ctrl-C.
            Self::Interrupted(_) => ExitCode::from(130),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(_) => ExitCode::from(2),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string().into();
        match (error.kind(), error.applied()) {
            (ErrorKind::InvalidInput | ErrorKind::Configuration, _) => Self::User(message),
            (_, Applied::No) => Self::Failed(message),
            (_, Applied::Yes | Applied::Unknown) => Self::Unknown(message),
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
        Self::failed(format!("cannot write a result as JSON: {error}"))
    }
}
