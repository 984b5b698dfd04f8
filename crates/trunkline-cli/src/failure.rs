//! Failures of a command: the message on stderr and the exit code.

use std::process::ExitCode;

use serde::Serialize;
use trunkline::{Applied, Error, ErrorKind, ValidationError};

use crate::{dry_run, hints};

/// Why a command ended early. Each variant has its own exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command cannot be carried out as given; nothing was sent, or nothing was changed.
    User(Message),
    /// It was tried and failed.
    Failed(Message),
    /// The carrier may have acted, or has acted although the command failed, or has done only a part.
    Unknown(Message),
    /// A signal, with nothing in progress that changes anything.
    Interrupted(Message, u8),
    /// Whoever read stdout has stopped (`… | head`), and nothing was changed.
    ReaderGone,
    /// `--dry-run`: the request was kept and not sent.
    DryRun,
}

/// What is written to stderr: `error: …` and, if there is one, `hint: …`; one object for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Message {
    /// What went wrong, in one word for programs.
    pub(crate) kind: String,
    /// Whether the carrier acted: `no`, `yes`, `partly` or `unknown`.
    pub(crate) applied: &'static str,
    #[serde(flatten)]
    cause: Option<Box<Cause>>,
    /// What went wrong, in one line.
    #[serde(rename = "message")]
    pub(crate) text: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

/// The API call that failed.
#[derive(Debug, Serialize)]
struct Cause {
    operation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// What happened, without its consequence.
    #[serde(skip)]
    summary: String,
}

/// The exit codes, as `--help` documents them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    success
  1    usage error, or not confirmed; nothing was done
  2    failure; nothing was done, or it is safe to try again
  3    done in part, done although the command failed, or outcome unknown:
       check before trying again
  130  interrupted by Ctrl-C, and nothing was changed
       (143 by SIGTERM, 129 by SIGHUP; 3 if something was)";

impl Message {
    fn new(kind: &str, applied: &'static str, text: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            applied,
            cause: None,
            text: text.into(),
            hint: None,
        }
    }
}

impl Failure {
    /// The command cannot be carried out as given.
    pub(crate) fn user(text: impl Into<String>) -> Self {
        Self::User(Message::new("usage", "no", text))
    }

    /// It was tried and failed.
    pub(crate) fn failed(text: impl Into<String>) -> Self {
        Self::Failed(Message::new("failed", "no", text))
    }

    /// The carrier may have acted, or has done a part of it.
    pub(crate) fn unknown(text: impl Into<String>) -> Self {
        Self::Unknown(Message::new("unknown", "unknown", text))
    }

    /// Some of it was done, some was not.
    pub(crate) fn partial(text: impl Into<String>) -> Self {
        Self::Unknown(Message::new("partial", "partly", text))
    }

    /// The carrier has acted, and yet the command failed.
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self::Unknown(Message::new("incomplete", "yes", text))
    }

    /// This signal came, and nothing was in progress.
    pub(crate) fn interrupted(text: impl Into<String>, signal: u8) -> Self {
        Self::Interrupted(Message::new("interrupted", "no", text), signal)
    }

    /// Names what went wrong, for programs.
    pub(crate) fn kind(mut self, kind: &str) -> Self {
        if let Some(message) = self.message_mut() {
            kind.clone_into(&mut message.kind);
        }
        self
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(message) = self.message_mut() {
            message.hint = Some(hint.into());
        }
        self
    }

    /// Something else was done before this failed: `before` says what.
    pub(crate) fn in_part(self, before: &str) -> Self {
        match self {
            Self::Failed(mut message) | Self::User(mut message) => {
                let summary = message
                    .cause
                    .as_ref()
                    .map_or(&message.text, |cause| &cause.summary);
                message.text = format!("{before}: {summary}");
                message.applied = "partly";
                Self::Unknown(message)
            }
            other => other.context(before),
        }
    }

    /// Puts words before the message.
    pub(crate) fn context(mut self, before: &str) -> Self {
        if let Some(message) = self.message_mut() {
            message.text = format!("{before}: {}", message.text);
        }
        self
    }

    /// The message; none if there is nothing to say.
    pub(crate) fn message(&self) -> Option<&Message> {
        match self {
            Self::User(message)
            | Self::Failed(message)
            | Self::Unknown(message)
            | Self::Interrupted(message, _) => Some(message),
            Self::ReaderGone | Self::DryRun => None,
        }
    }

    fn message_mut(&mut self) -> Option<&mut Message> {
        match self {
            Self::User(message)
            | Self::Failed(message)
            | Self::Unknown(message)
            | Self::Interrupted(message, _) => Some(message),
            Self::ReaderGone | Self::DryRun => None,
        }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(self.exit())
    }

    /// The exit code, as a number.
    pub(crate) fn exit(&self) -> u8 {
        match self {
            Self::ReaderGone | Self::DryRun => 0,
            Self::User(_) => 1,
            Self::Failed(_) => 2,
            Self::Unknown(_) => 3,
            // What shells expect of a program that was ended by a signal.
            Self::Interrupted(_, signal) => 128 + signal,
        }
    }
}

/// Goes on in a dry run behind a call that was kept.
pub(crate) trait OrDryRun<T> {
    /// `None` in a dry run.
    fn or_dry_run(self) -> Result<Option<T>, Failure>;
}

impl<T> OrDryRun<T> for Result<T, Error> {
    fn or_dry_run(self) -> Result<Option<T>, Failure> {
        self.map_err(Failure::from).or_dry_run()
    }
}

impl<T> OrDryRun<T> for Result<T, Failure> {
    fn or_dry_run(self) -> Result<Option<T>, Failure> {
        match self {
            Ok(done) => Ok(Some(done)),
            Err(Failure::DryRun) => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if dry_run::is_kept(&error) {
            return Self::DryRun;
        }
        let applied = match error.applied() {
            Applied::No => "no",
            Applied::Yes => "yes",
            Applied::Unknown => "unknown",
        };
        let cause = Cause {
            operation: error.operation(),
            subject: error.subject().map(str::to_owned),
            field: error.field().map(str::to_owned),
            status: error.status().map(|status| status.as_u16()),
            id: error.request_id().map(str::to_owned),
            summary: error.summary().to_owned(),
        };
        let message = Message {
            kind: snake_case(&format!("{:?}", error.kind())),
            applied,
            cause: Some(Box::new(cause)),
            text: error.to_string(),
            hint: hints::of(&error),
        };
        match (error.kind(), error.applied()) {
            (ErrorKind::InvalidInput | ErrorKind::Configuration, _) => Self::User(message),
            (_, Applied::No) => Self::Failed(message),
            (_, Applied::Yes | Applied::Unknown) => Self::Unknown(message),
        }
    }
}

/// `NotForSale` becomes `not_for_sale`.
fn snake_case(name: &str) -> String {
    let mut word = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

impl From<ValidationError> for Failure {
    fn from(invalid: ValidationError) -> Self {
        Self::user(invalid.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(format!("cannot write a result as JSON: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn kinds_are_words_for_programs() {
        assert_eq!(snake_case("NotForSale"), "not_for_sale");
        assert_eq!(snake_case("Decode"), "decode");
    }
}
