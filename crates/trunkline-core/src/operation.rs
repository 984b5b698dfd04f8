//! What every layer needs to know of a call, as plain data.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::form::Form;
use crate::{ErrorKind, Refusal};

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

/// A carrier's rules, as data: the transport itself knows no carrier.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Carrier {
    /// The first word of every error line: `flowroute`.
    pub name: &'static str,
    /// What operation names begin with: `flowroute.v2.`.
    pub prefix: &'static str,
    /// The `Accept` header of every request.
    pub accept: &'static str,
    /// Reads a refusal (any status but 2xx): what it means and what it proves. The body is empty if it was lost.
    pub refusal: fn(StatusCode, &HeaderMap, &[u8]) -> Refusal,
    /// How long after a lost reply the carrier may still be working on the request. Before that, the absence of a record
    /// proves nothing. 30 s unless the contract says otherwise.
    pub settlement_window: Duration,
}

impl Carrier {
    /// A carrier whose operations are called `{prefix}{resource}.{verb}`, with a settlement window of 30 s.
    pub const fn new(
        name: &'static str,
        prefix: &'static str,
        accept: &'static str,
        refusal: fn(StatusCode, &HeaderMap, &[u8]) -> Refusal,
    ) -> Self {
        Self {
            name,
            prefix,
            accept,
            refusal,
            settlement_window: Duration::from_secs(30),
        }
    }

    /// Replaces the settlement window.
    #[must_use]
    pub const fn with_settlement_window(mut self, window: Duration) -> Self {
        self.settlement_window = window;
        self
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
    /// What the carrier's rate limits count it as: its name, unless [`Endpoint::rate_class`](crate::Endpoint::rate_class) says
    /// otherwise.
    pub rate_class: &'static str,
    /// What the call does to its object, as in "nothing was *bought*".
    pub done: &'static str,
    /// The warning that goes with an unknown outcome, if "it may have been {done}" is too vague.
    pub unknown_outcome: Option<&'static str>,
    /// Corrects what the carrier's general rules make of a refusal of this call: for the purchase, "not found" means "not for
    /// sale".
    pub refine: fn(Refusal) -> Refusal,
    /// Whether bodies hold what must never be shown (card numbers, passwords). Of a success that cannot be read errors then show
    /// nothing, and of a refusal only what is left without the [secrets of the request](crate::Endpoint::secrets).
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
            rate_class: name,
            done,
            unknown_outcome: None,
            refine: std::convert::identity,
            confidential: false,
        }
    }

    /// Says what an unknown outcome means for this call: "the message may have gone out and was not re-sent".
    #[must_use]
    pub const fn unknown_outcome(mut self, words: &'static str) -> Self {
        self.unknown_outcome = Some(words);
        self
    }

    /// Corrects what the carrier's general rules make of a refusal of this call.
    #[must_use]
    pub const fn refine(mut self, refine: fn(Refusal) -> Refusal) -> Self {
        self.refine = refine;
        self
    }

    /// Keeps the bodies of this call out of errors and traces.
    #[must_use]
    pub const fn confidential(mut self) -> Self {
        self.confidential = true;
        self
    }

    /// Reads a refusal of this call by the carrier's rules and its own. "Not found" in words that are no JSON are a web
    /// server's, about the address, and not the carrier's, about its records.
    pub fn refusal(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Refusal {
        let refusal = (self.carrier.refusal)(status, headers, body);
        match refusal.kind {
            ErrorKind::NotFound if refusal.problems.is_empty() && Form::of(body).is_foreign() => refusal
                .kind(ErrorKind::NotTheCarrier)
                .summary("a web server that is not the carrier's says that there is no such page")
                .advice("check the base URL, its path above all, and whether a proxy answers in the carrier's place"),
            _ => (self.refine)(refusal),
        }
    }

    /// The name without carrier and version: `numbers.purchase`.
    pub fn short_name(&self) -> &'static str {
        self.name.strip_prefix(self.carrier.prefix).unwrap_or(self.name)
    }
}

/// How a call went on the wire, for the error line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// How often the request was sent or tried to be sent.
    pub count: u32,
    /// How many reads were sent afterwards to look up a lost outcome.
    pub look_ups: u32,
    /// From the first attempt to the end, back-off and look-ups included.
    pub elapsed: Duration,
    /// How long the carrier asked to wait (`Retry-After`, in either form).
    pub retry_after: Option<Duration>,
}

impl Attempts {
    /// `count` attempts in `elapsed`.
    pub const fn new(count: u32, elapsed: Duration) -> Self {
        Self {
            count,
            look_ups: 0,
            elapsed,
            retry_after: None,
        }
    }
    /// The same, with `look_ups` reads afterwards, and `elapsed` in all.
    #[must_use]
    pub const fn looked_up(mut self, look_ups: u32, elapsed: Duration) -> Self {
        self.look_ups = look_ups;
        self.elapsed = elapsed;
        self
    }
}
