//! One error type that answers two separate questions: what went wrong, and did the carrier act.

mod display;

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::form::Form;
use crate::{
    Applied, Attempts, DecodeError, EncodeError, Mask, Operation, Problem, Refusal, ValidationError,
};

/// What went wrong. Whether the carrier acted is a separate question: see [`Error::applied`].
///
/// [`code`](Self::code) is the same as a word that stays what it is, for logs and for programs in other languages:
///
/// | the carrier says | kind | code |
/// |---|---|---|
/// | the keys are wrong | `Unauthorized` | `unauthorized` |
/// | the balance does not cover it | `InsufficientFunds` | `insufficient_funds` |
/// | this number is sold, or never was for sale | `NotForSale` | `not_for_sale` |
/// | no number is left that fits | `NoneLeft` | `none_left` |
/// | the name, alias, label or code is taken | `Taken` | `taken` |
/// | the user is not confirmed yet | `UserPending` | `user_pending` |
/// | it is still in use, or in the wrong state | `Conflict` | `conflict` |
/// | it is not the carrier that says something | `NotTheCarrier` | `not_the_carrier` |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value breaks a rule of the contract; nothing was sent. [`Error::field`] names it.
    InvalidInput,
    /// The client cannot be built as asked (a base URL with a query, say); nothing was sent.
    Configuration,
    /// The keys are missing or wrong.
    Unauthorized,
    /// The account may not do this.
    Forbidden,
    /// The prepaid balance does not cover it.
    InsufficientFunds,
    /// There is no such thing on this account.
    NotFound,
    /// The number is not for sale (any more).
    NotForSale,
    /// No number is left that fits.
    NoneLeft,
    /// The name, alias, label or code is taken already.
    Taken,
    /// The user is not confirmed yet.
    UserPending,
    /// It is on the account already, or is still in use, or is in the wrong state.
    Conflict,
    /// The carrier refuses the values.
    Rejected,
    /// Too many requests. [`Error::retry_after`] may say how long to wait.
    RateLimited,
    /// The carrier failed (5xx).
    Server,
    /// A time limit passed: of connecting, of one attempt, or of the whole operation.
    Timeout,
    /// No connection could be made; nothing was sent.
    ConnectFailed,
    /// The connection broke while the call was under way.
    ConnectionLost,
    /// The carrier answered with a redirect, which is never followed: credentials go to the configured origin only.
    Redirect,
    /// The answer is longer than the limit for bodies.
    ResponseTooLarge,
    /// The answer cannot be read.
    Decode,
    /// A list is not known to be complete: what was read of it may not be all.
    Incomplete,
    /// The answer is not the carrier's: a page of a proxy, of a login or of some web server. Check the base URL.
    NotTheCarrier,
    /// A file on this machine cannot be read or written.
    File,
    /// Carrier and client still disagree about the outcome after it was looked up.
    InconsistentAnswers,
}

impl ErrorKind {
    /// A word for it that stays what it is: `not_for_sale`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Configuration => "configuration",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::InsufficientFunds => "insufficient_funds",
            Self::NotFound => "not_found",
            Self::NotForSale => "not_for_sale",
            Self::NoneLeft => "none_left",
            Self::Taken => "taken",
            Self::UserPending => "user_pending",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
            Self::RateLimited => "rate_limited",
            Self::Server => "server",
            Self::Timeout => "timeout",
            Self::ConnectFailed => "connect_failed",
            Self::ConnectionLost => "connection_lost",
            Self::Redirect => "redirect",
            Self::ResponseTooLarge => "response_too_large",
            Self::Decode => "decode",
            Self::Incomplete => "incomplete",
            Self::File => "file",
            Self::NotTheCarrier => "not_the_carrier",
            Self::InconsistentAnswers => "inconsistent_answers",
        }
    }
}

/// Why a call failed, in one line that a tired person can act on.
///
/// [`kind`](Self::kind) says what went wrong, [`applied`](Self::applied) whether the carrier acted. Returned from `main` it
/// shows its line, as with `{}` and `{:?}`; `{:#?}` shows its parts.
pub struct Error(Box<Inner>);

struct Inner {
    operation: Operation,
    subject: Option<String>,
    kind: ErrorKind,
    applied: Applied,
    /// What happened, in our words.
    what: String,
    field: Option<String>,
    status: Option<StatusCode>,
    problems: Vec<Problem>,
    snippet: Option<String>,
    hint: Option<String>,
    attempts: Attempts,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// How much of a body an error keeps at most, in bytes.
const SNIPPET: usize = 2048;

const HTML: &str = "the answer is HTML, not the carrier's JSON";
const CHECK_BASE_URL: &str = "check the base URL and whether a proxy answers in its place";

/// Made by endpoints and by the transport.
impl Error {
    /// A failure of `operation` that none of the other constructors fits; nothing is known to have been done.
    #[doc(hidden)]
    pub fn new(operation: &Operation, kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            operation: *operation,
            subject: None,
            kind,
            applied: Applied::No,
            what: what.into(),
            field: None,
            status: None,
            problems: Vec::new(),
            snippet: None,
            hint: None,
            attempts: Attempts::default(),
            source: None,
        }))
    }

    /// Input that breaks a rule; nothing was sent.
    #[doc(hidden)]
    pub fn invalid(operation: &Operation, invalid: ValidationError) -> Self {
        let mut error = Self::new(operation, ErrorKind::InvalidInput, invalid.to_string());
        error.0.field = invalid.field().map(str::to_owned);
        error
    }

    /// A request that cannot be written; nothing was sent.
    #[doc(hidden)]
    pub fn encode(operation: &Operation, cause: EncodeError) -> Self {
        Self::new(operation, ErrorKind::InvalidInput, cause.to_string()).caused_by(cause)
    }

    /// A success that cannot be read. If it is at least the carrier's own JSON, the carrier has acted, unless its body says
    /// that there is no such thing. Anything else proves nothing: a proxy, a login page or a full disk says "200" as well.
    #[doc(hidden)]
    pub fn unreadable(operation: &Operation, response: &Response<Bytes>, cause: DecodeError) -> Self {
        Self::unreadable_without(&Mask::new(), operation, response, cause)
    }

    /// [`unreadable`](Self::unreadable), without what `mask` hides.
    #[doc(hidden)]
    pub fn unreadable_without(
        mask: &Mask,
        operation: &Operation,
        response: &Response<Bytes>,
        cause: DecodeError,
    ) -> Self {
        if cause.is_not_found() {
            return Self::new(operation, ErrorKind::NotFound, cause.to_string())
                .with_status(response.status())
                .caused_by(cause);
        }
        let form = Form::of(response.body());
        let (kind, what) = match form {
            Form::Html => (ErrorKind::NotTheCarrier, HTML.to_owned()),
            Form::Other => (
                ErrorKind::NotTheCarrier,
                format!("the answer is not the carrier's JSON: {cause}"),
            ),
            _ => (ErrorKind::Decode, format!("the response cannot be read: {cause}")),
        };
        let mut error = Self::new(operation, kind, what).with_status(response.status());
        error.0.applied = form.evidence().verdict(operation.effect).applied;
        error.0.snippet = snippet(operation, mask.response(response).body());
        let hint = (kind == ErrorKind::NotTheCarrier).then_some(CHECK_BASE_URL);
        error.with_default_hint(hint).caused_by(cause)
    }

    /// A refusal, read by the carrier's rules. `response` is what of it has come.
    #[doc(hidden)]
    pub fn refused(operation: &Operation, response: &Response<Bytes>, refusal: Refusal) -> Self {
        let mut error = Self::refused_without_body(operation, refusal);
        if error.0.problems.is_empty() {
            error.0.snippet = snippet(operation, response.body());
        }
        error.with_default_hint(redirect_target(response))
    }

    /// A refusal of which only the head has come.
    #[doc(hidden)]
    pub fn refused_without_body(operation: &Operation, refusal: Refusal) -> Self {
        let what = display::refusal(&refusal, operation.confidential);
        let mut error = Self::new(operation, refusal.kind, what).with_status(refusal.status);
        error.0.field = refusal.problems.iter().find_map(|p| p.field.clone());
        if !operation.confidential {
            error.0.problems = refusal.problems;
        }
        error.0.hint = refusal.advice;
        error
    }

    /// Adds what the call was about, unless that is empty.
    #[doc(hidden)]
    #[must_use]
    pub fn with_subject(mut self, subject: Option<impl Into<String>>) -> Self {
        if let Some(subject) = subject.map(Into::into).filter(|subject| !subject.is_empty()) {
            self.0.subject = Some(subject);
        }
        self
    }

    /// Replaces the answer to "did the carrier act?".
    #[doc(hidden)]
    #[must_use]
    pub fn with_applied(mut self, applied: Applied) -> Self {
        self.0.applied = applied;
        self
    }

    /// Adds what to do next, unless something is advised already.
    #[doc(hidden)]
    #[must_use]
    pub fn with_default_hint(mut self, hint: Option<impl Into<String>>) -> Self {
        if self.0.hint.is_none() {
            self.0.hint = hint.map(Into::into);
        }
        self
    }

    /// Replaces what to do next.
    #[doc(hidden)]
    #[must_use]
    pub fn with_hint(mut self, advice: impl Into<String>) -> Self {
        self.0.hint = Some(advice.into());
        self
    }

    /// Replaces what went wrong.
    #[doc(hidden)]
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Adds the status of an answer whose body was lost.
    #[doc(hidden)]
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Adds how the call went on the wire.
    #[doc(hidden)]
    #[must_use]
    pub fn with_attempts(mut self, attempts: Attempts) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Adds the cause, which the line itself does not repeat.
    #[doc(hidden)]
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(cause.into());
        self
    }
}

impl Error {
    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the carrier acted.
    pub fn applied(&self) -> Applied {
        self.0.applied
    }

    /// What happened, in one sentence without context.
    pub fn summary(&self) -> &str {
        &self.0.what
    }

    /// The operation's full name: `flowroute.v2.numbers.purchase`.
    pub fn operation(&self) -> &'static str {
        self.0.operation.name
    }

    /// What the call was about: the number, the record.
    pub fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// The field that breaks a rule, ours or the carrier's.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The carrier's own words, without what the request held in confidence.
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The carrier's reference for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.problems.iter().find_map(|p| p.id.as_deref())
    }

    /// The beginning of a body that could not be understood, at most 2 KiB.
    pub fn body_snippet(&self) -> Option<&str> {
        self.0.snippet.as_deref()
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// How long the carrier asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.attempts.retry_after
    }

    /// How many reads were sent to look up a lost outcome.
    pub fn look_ups(&self) -> u32 {
        self.0.attempts.look_ups
    }

    /// How often the request was sent or tried to be sent; 0 if it never was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts.count
    }

    /// From the first attempt to the failure, back-off and look-ups included.
    pub fn elapsed(&self) -> Duration {
        self.0.attempts.elapsed
    }

    /// Whether there is no such thing on this account.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|e| &**e as &(dyn std::error::Error + 'static))
    }
}

/// Where a redirect points to, without user name and query, which may hold secrets.
fn redirect_target(response: &Response<Bytes>) -> Option<String> {
    let location = response
        .headers()
        .get(http::header::LOCATION)
        .filter(|_| response.status().is_redirection())?;
    let target = location.to_str().ok()?.split(['?', '#']).next()?;
    let (scheme, rest) = target
        .split_once("//")
        .map_or(("", target), |(scheme, rest)| (scheme, rest));
    let host_on = rest.split_once('@').map_or(rest, |(_, host_on)| host_on);
    let slashes = if rest.len() == target.len() { "" } else { "//" };
    Some(format!(
        "it points to {scheme}{slashes}{host_on}; check the base URL"
    ))
}

/// The beginning of a body that is worth showing: text, cut at [`SNIPPET`] bytes, and never a confidential one.
fn snippet(operation: &Operation, body: &[u8]) -> Option<String> {
    if operation.confidential || body.is_empty() {
        return None;
    }
    let head = body.get(..SNIPPET).unwrap_or(body);
    Some(String::from_utf8_lossy(head).trim().into())
}
