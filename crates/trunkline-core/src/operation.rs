//! What every layer needs to know of a call, as plain data.

use std::time::Duration;

use bytes::Bytes;

use crate::Refusal;

/// What repeating a call does. A human argues it from the contract; it is never guessed from the HTTP verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::exhaustive_enums,
    reason = "the retry decision is a total function of it"
)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Doing it twice equals doing it once.
    Repeatable,
    /// Doing it twice may cost or send twice. Never sent again once the carrier may have acted.
    Once,
}

/// Did the carrier act? The second question every caller of a paid call has, after [`crate::ErrorKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "there is no fourth answer")]
pub enum Applied {
    /// The carrier did nothing. Calling again is safe.
    No,
    /// The carrier acted, although the call failed afterwards (its answer was cut, say).
    Yes,
    /// It cannot be told. [`crate::Error::hint`] says what to read to find out.
    Unknown,
}

/// A carrier's rules, handed over as data: the transport itself knows no carrier.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Carrier {
    /// The first word of every error line: `flowroute`.
    pub name: &'static str,
    /// What operation names begin with: `flowroute.v2.`.
    pub prefix: &'static str,
    /// The `Accept` header of every request.
    pub accept: &'static str,
    /// Reads a refusal (any status but 2xx): what it means and whether it proves that nothing was done.
    pub refusal: fn(&Operation, &http::Response<Bytes>) -> Refusal,
}

impl Carrier {
    /// A carrier whose operations are called `{prefix}{resource}.{verb}`.
    pub const fn new(
        name: &'static str,
        prefix: &'static str,
        accept: &'static str,
        refusal: fn(&Operation, &http::Response<Bytes>) -> Refusal,
    ) -> Self {
        Self {
            name,
            prefix,
            accept,
            refusal,
        }
    }
}

/// One of a carrier's calls: its name, its effect and the words an error uses for it.
///
/// Travels in the request's [`http::Extensions`], where the layers read it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The carrier whose call this is.
    pub carrier: &'static Carrier,
    /// The full name, as spans, metrics, faults and fixtures use it: `flowroute.v2.numbers.purchase`.
    pub name: &'static str,
    /// What repeating it does.
    pub effect: Effect,
    /// What the call does to its object, as in "nothing was *bought*".
    pub done: &'static str,
    /// The warning that goes with an unknown outcome, if "it may have been {done}" is too vague.
    pub unknown_outcome: Option<&'static str>,
    /// Whether bodies hold what must never be shown (card numbers, passwords): errors and traces then keep quiet.
    pub confidential: bool,
}

impl Operation {
    /// A call of `carrier` that changes nothing.
    pub const fn read(carrier: &'static Carrier, name: &'static str) -> Self {
        Self::new(carrier, name, Effect::Read, "changed")
    }

    /// A call whose repetition changes nothing more; `done` is its past participle: "assigned".
    pub const fn repeatable(carrier: &'static Carrier, name: &'static str, done: &'static str) -> Self {
        Self::new(carrier, name, Effect::Repeatable, done)
    }

    /// A call that must not happen twice; `done` is its past participle: "bought".
    pub const fn once(carrier: &'static Carrier, name: &'static str, done: &'static str) -> Self {
        Self::new(carrier, name, Effect::Once, done)
    }

    const fn new(carrier: &'static Carrier, name: &'static str, effect: Effect, done: &'static str) -> Self {
        Self {
            carrier,
            name,
            effect,
            done,
            unknown_outcome: None,
            confidential: false,
        }
    }

    /// Says what an unknown outcome means for this call: "the message may have gone out and was not re-sent".
    #[must_use]
    pub const fn unknown_outcome(mut self, words: &'static str) -> Self {
        self.unknown_outcome = Some(words);
        self
    }

    /// Keeps the bodies of this call out of errors and traces.
    #[must_use]
    pub const fn confidential(mut self) -> Self {
        self.confidential = true;
        self
    }

    /// The name without carrier and version: `numbers.purchase`.
    pub fn short_name(&self) -> &'static str {
        self.name.strip_prefix(self.carrier.prefix).unwrap_or(self.name)
    }
}

/// How a call went on the wire, for the error line and for [`crate::Endpoint::already_applied`].
///
/// The transport puts it into the response's [`http::Extensions`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// How often the request was sent or tried to be sent.
    pub count: u32,
    /// Whether the carrier may have acted on an attempt before the last one.
    pub maybe_applied: bool,
    /// From the first attempt to the last answer, back-off included.
    pub elapsed: Duration,
    /// How long the carrier asked to wait (`Retry-After`, in either form).
    pub retry_after: Option<Duration>,
}

impl Attempts {
    /// `count` attempts in `elapsed`; `maybe_applied` if one before the last may have been acted upon.
    pub const fn new(count: u32, maybe_applied: bool, elapsed: Duration) -> Self {
        Self {
            count,
            maybe_applied,
            elapsed,
            retry_after: None,
        }
    }
}
