//! What a carrier's refusal says and proves.

use http::StatusCode;

use crate::{ErrorKind, Evidence};

/// One of the carrier's own complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The field it is about, as a dotted path: `zip`.
    pub field: Option<String>,
    /// The carrier's short name for the problem.
    pub title: Option<String>,
    /// The carrier's explanation.
    pub detail: Option<String>,
    /// The carrier's reference for its support.
    pub id: Option<String>,
}

impl Problem {
    /// A complaint with an explanation only.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            detail: Some(text.into()),
            ..Self::default()
        }
    }

    /// Adds the field it is about.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Adds the carrier's short name for it.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds the carrier's reference.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
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
    pub evidence: Evidence,
    /// A plain summary if the carrier's words alone would mislead: "not for sale any more".
    pub summary: Option<String>,
    /// What the caller can do next.
    pub advice: Option<String>,
    /// The carrier's own words.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// What a status means when the carrier says nothing more: 408, 429, 499 and 5xx prove nothing, since gateways say them, too
    /// (that a carrier counts requests before any work is for its contract to say, and for its rules to put into
    /// [`evidence`](Self::evidence)); a redirect may be what a server says after the work; everything else is final.
    pub fn from_status(status: StatusCode) -> Self {
        let (kind, evidence) = match status.as_u16() {
            300..=399 => (ErrorKind::Redirect, Evidence::Redirected),
            400 | 413 | 415 | 422 => (ErrorKind::Rejected, Evidence::Rejected),
            401 => (ErrorKind::Unauthorized, Evidence::Rejected),
            402 => (ErrorKind::InsufficientFunds, Evidence::Rejected),
            403 => (ErrorKind::Forbidden, Evidence::Rejected),
            404 | 410 => (ErrorKind::NotFound, Evidence::Rejected),
            408 | 499 => (ErrorKind::Timeout, Evidence::Inconclusive),
            409 => (ErrorKind::Conflict, Evidence::Rejected),
            429 => (ErrorKind::RateLimited, Evidence::Inconclusive),
            400..=499 => (ErrorKind::Rejected, Evidence::Rejected),
            _ => (ErrorKind::Server, Evidence::Inconclusive),
        };
        Self {
            status,
            kind,
            evidence,
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
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// Puts a plain summary before the carrier's words.
    #[must_use]
    pub fn summary(mut self, text: impl Into<String>) -> Self {
        self.summary = Some(text.into());
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn advice(mut self, text: impl Into<String>) -> Self {
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

impl Problem {
    /// Whether the carrier's words for it, detail or title, contain `words`, which must be in lower case.
    pub fn mentions(&self, words: &str) -> bool {
        [&self.detail, &self.title]
            .into_iter()
            .flatten()
            .any(|text| text.to_ascii_lowercase().contains(words))
    }
}

impl Refusal {
    /// Whether any of the carrier's words contain `words`, which must be in lower case.
    pub fn mentions(&self, words: &str) -> bool {
        self.problems.iter().any(|problem| problem.mentions(words))
    }
}
