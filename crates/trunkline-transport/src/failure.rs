//! An attempt, or a whole call, without a complete response.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use trunkline_core::{ErrorKind, Evidence};

/// Any error.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// An attempt, or a whole call, that ended without a complete response.
///
/// A service or a layer of your own may return any error; one that knows more returns this type:
/// [`TransportError::not_sent`] lets even a paid call be sent again.
pub struct TransportError(Box<Inner>);

struct Inner {
    /// `None`: nobody has said; it depends on how far the attempt had come.
    evidence: Option<Evidence>,
    kind: ErrorKind,
    what: Cow<'static, str>,
    /// Of a response whose body was lost.
    head: Option<(StatusCode, HeaderMap)>,
    source: Option<BoxError>,
}

impl TransportError {
    /// A failure of `kind` that proves `evidence`; `what` happened, in words for people and without secrets.
    pub fn new(evidence: Evidence, kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            evidence: Some(evidence),
            kind,
            what: what.into(),
            head: None,
            source: None,
        }))
    }

    /// The carrier cannot have seen the request; it may be sent again, whatever it does.
    pub fn not_sent(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Evidence::NotProcessed, ErrorKind::ConnectFailed, what)
    }

    /// The carrier cannot have seen the request, and sending it again would fail again.
    pub fn unsendable(kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Evidence::Rejected, kind, what)
    }

    /// The carrier may have seen the request.
    pub fn maybe_sent(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Evidence::Inconclusive, ErrorKind::ConnectionLost, what)
    }

    /// The head of the response has come, the rest was lost. What a refusal proves is for the carrier's rules to say.
    pub(crate) fn without_body(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.0.head = Some((status, headers));
        self
    }

    /// Adds the cause, which `what` does not repeat.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    /// What it proves; `None` for an error of somebody else's service.
    pub fn evidence(&self) -> Option<Evidence> {
        self.0.evidence
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, in words.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// The status of a response whose body was lost.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.head.as_ref().map(|(status, _)| *status)
    }

    /// The head of a refusal whose body was lost.
    pub(crate) fn refusal(&self) -> Option<(StatusCode, &HeaderMap)> {
        let (status, headers) = self.0.head.as_ref()?;
        (!status.is_success()).then_some((*status, headers))
    }

    /// An error of somebody else's service, unless it is one of ours.
    pub(crate) fn from_foreign(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => *ours,
            Err(other) => {
                let mut error = Self::maybe_sent("the connection failed").caused_by(other);
                error.0.evidence = None;
                error
            }
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
            .field("evidence", &self.0.evidence)
            .field("kind", &self.0.kind)
            .field("what", &self.0.what)
            .field("status", &self.status())
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|e| &**e as &(dyn StdError + 'static))
    }
}

/// Whether the head of a response announces JSON: then it is the carrier's own. Proxies, portals and login pages say "200"
/// as well, but in HTML.
pub(crate) fn announces_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("json"))
}

/// What a success proves whose body was lost.
pub(crate) fn of_a_cut_answer(is_json: bool) -> Evidence {
    match is_json {
        true => Evidence::Truncated,
        false => Evidence::Inconclusive,
    }
}
