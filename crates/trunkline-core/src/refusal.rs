//! What a carrier's refusal says and proves.

use http::StatusCode;

use crate::ErrorKind;

/// What a refusal proves about the call that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::exhaustive_enums,
    reason = "the retry decision is a total function of it"
)]
pub enum Proof {
    /// Refused before any work was done (a rate limit): the same call may be sent again, whatever it does.
    BeforeWork,
    /// Refused for good: nothing was done, and sending it again would be refused again.
    Final,
    /// The carrier broke down or took too long: it may have acted.
    None,
}

/// One of the carrier's own complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The field it is about, as a dotted path: `zip`.
    pub field: Option<Box<str>>,
    /// The carrier's short name for the problem.
    pub title: Option<Box<str>>,
    /// The carrier's explanation.
    pub detail: Option<Box<str>>,
    /// The carrier's reference for its support.
    pub id: Option<Box<str>>,
}

impl Problem {
    /// A complaint with an explanation only.
    pub fn detail(text: impl Into<Box<str>>) -> Self {
        Self {
            detail: Some(text.into()),
            ..Self::default()
        }
    }

    /// Adds the field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<Box<str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Adds the carrier's short name for it.
    #[must_use]
    pub fn titled(mut self, title: impl Into<Box<str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds the carrier's reference.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// A response that is no success, read by the carrier's own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// What went wrong.
    pub kind: ErrorKind,
    /// What the refusal proves.
    pub proof: Proof,
    /// A plain summary if the carrier's words alone would mislead: "not for sale any more".
    pub summary: Option<Box<str>>,
    /// What the caller can do next.
    pub advice: Option<Box<str>>,
    /// The carrier's own words.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// What a status means when the carrier says nothing more: 429 is refused before work, 408 and 5xx prove nothing,
    /// everything else is final.
    pub fn from_status(status: StatusCode) -> Self {
        let (kind, proof) = match status.as_u16() {
            300..=399 => (ErrorKind::Redirect, Proof::Final),
            400 | 413 | 415 | 422 => (ErrorKind::Rejected, Proof::Final),
            401 => (ErrorKind::Unauthorized, Proof::Final),
            402 => (ErrorKind::InsufficientFunds, Proof::Final),
            403 => (ErrorKind::Forbidden, Proof::Final),
            404 | 410 => (ErrorKind::NotFound, Proof::Final),
            408 => (ErrorKind::Timeout, Proof::None),
            409 => (ErrorKind::Conflict, Proof::Final),
            429 => (ErrorKind::RateLimited, Proof::BeforeWork),
            400..=499 => (ErrorKind::Rejected, Proof::Final),
            _ => (ErrorKind::Server, Proof::None),
        };
        Self {
            status,
            kind,
            proof,
            summary: None,
            advice: None,
            problems: Vec::new(),
        }
    }

    /// Replaces the kind.
    #[must_use]
    pub fn kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Replaces what it proves.
    #[must_use]
    pub fn proof(mut self, proof: Proof) -> Self {
        self.proof = proof;
        self
    }

    /// Puts a plain summary before the carrier's words.
    #[must_use]
    pub fn summary(mut self, text: impl Into<Box<str>>) -> Self {
        self.summary = Some(text.into());
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn advice(mut self, text: impl Into<Box<str>>) -> Self {
        self.advice = Some(text.into());
        self
    }

    /// Adds the carrier's own words.
    #[must_use]
    pub fn problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }
}
