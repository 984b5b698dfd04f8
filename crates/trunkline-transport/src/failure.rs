//! What a failure of the transport proves.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;
use trunkline_core::{Attempts, ErrorKind};

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// How far a request that failed had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::exhaustive_enums,
    reason = "the retry decision is a total function of it"
)]
pub enum Sent {
    /// The carrier cannot have seen it.
    No,
    /// The carrier may have seen it, whole.
    Maybe,
    /// The carrier has answered with this status; the rest of the answer was lost.
    Answered(StatusCode),
}

/// An attempt, or a whole call, that ended without a complete answer.
///
/// A service of your own may return any error; one that knows more returns this type: [`TransportError::not_sent`] lets
/// even a paid call be sent again.
pub struct TransportError(Box<Inner>);

struct Inner {
    sent: Sent,
    kind: ErrorKind,
    what: Cow<'static, str>,
    /// Sending it again would fail again.
    permanent: bool,
    attempts: Attempts,
    source: Option<BoxError>,
}

impl TransportError {
    /// A failure of `kind` that came as far as `sent`; `what` happened, in words for people and without secrets.
    pub fn new(sent: Sent, kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            sent,
            kind,
            what: what.into(),
            permanent: false,
            attempts: Attempts::default(),
            source: None,
        }))
    }

    /// The carrier cannot have seen the request.
    pub fn not_sent(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Sent::No, ErrorKind::ConnectFailed, what)
    }

    /// The carrier may have seen the request.
    pub fn maybe_sent(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Sent::Maybe, ErrorKind::ConnectionLost, what)
    }

    /// Says that sending it again would fail again.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.0.permanent = true;
        self
    }

    /// Adds the cause, which `what` does not repeat.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    /// How far the request had come.
    pub fn sent(&self) -> Sent {
        self.0.sent
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, in words.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// Whether sending it again would fail again.
    pub fn is_permanent(&self) -> bool {
        self.0.permanent
    }

    /// How the call went on the wire; set once the retry layer has given up.
    pub fn attempts(&self) -> Attempts {
        self.0.attempts
    }

    pub(crate) fn set_attempts(&mut self, attempts: Attempts) {
        self.0.attempts = attempts;
    }

    /// An error of somebody else's service: unless it is one of ours, nothing is known.
    pub(crate) fn from_foreign(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => *ours,
            Err(other) => Self::maybe_sent("the connection failed").caused_by(other),
        }
    }

    pub(crate) fn into_parts(self) -> (ErrorKind, Cow<'static, str>, Option<BoxError>) {
        (self.0.kind, self.0.what, self.0.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("sent", &self.0.sent)
            .field("kind", &self.0.kind)
            .field("what", &self.0.what)
            .field("permanent", &self.0.permanent)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|e| &**e as &(dyn StdError + 'static))
    }
}
