//! A carrier's API as data: prefixes, operations, how to authorize, how to word errors.

use http::Method;

use crate::config::Config;
use crate::limits::Limits;
use crate::store::Store;
use crate::time::Micros;
use crate::wire::{Answer, Incoming, Params, Problem};

/// Whether an operation can change anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationKind {
    /// Changes nothing, whatever its method.
    Read,
    /// Changes the account when it succeeds.
    Write,
}

/// One operation the emulator serves.
#[derive(Clone)]
pub struct Operation {
    name: &'static str,
    method: Method,
    path: &'static str,
    kind: OperationKind,
    pub(crate) handler: Handler,
}

/// Answers one call. Changes nothing unless it succeeds.
pub(crate) type Handler = fn(&mut Call<'_>) -> Result<Answer, Problem>;

impl Operation {
    pub(crate) const fn read(
        name: &'static str,
        method: Method,
        path: &'static str,
        handler: Handler,
    ) -> Self {
        Self {
            name,
            method,
            path,
            kind: OperationKind::Read,
            handler,
        }
    }

    pub(crate) const fn write(
        name: &'static str,
        method: Method,
        path: &'static str,
        handler: Handler,
    ) -> Self {
        Self {
            name,
            method,
            path,
            kind: OperationKind::Write,
            handler,
        }
    }

    /// Name as faults and request records have it: `flowroute.v2.numbers.purchase`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// HTTP method, upper case.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Path pattern below the listener: `/flowroute/v2/numbers/{number}`. `a|b` stands for either word.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.pattern().0
    }

    /// The path, and the key that the query must have, if there is one: `/addresses?available`.
    pub(crate) fn pattern(&self) -> (&'static str, Option<&'static str>) {
        match self.path.split_once('?') {
            Some((path, key)) => (path, Some(key)),
            None => (self.path, None),
        }
    }

    pub(crate) fn has_variables(&self) -> bool {
        self.path.contains('{')
    }

    /// Whether it can change anything.
    #[must_use]
    pub fn kind(&self) -> OperationKind {
        self.kind
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {} {}", self.name, self.method, self.path)
    }
}

/// Everything a handler may look at and change.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Incoming,
    pub(crate) params: &'a Params,
    pub(crate) store: &'a mut Store,
    pub(crate) limits: &'a mut Limits,
    pub(crate) config: &'a Config,
    /// The wall clock moved by what the virtual clock was advanced; for signatures and rate limits.
    pub(crate) wall: Micros,
}

/// A carrier's API.
pub(crate) struct Api {
    /// Paths it answers for: the prefix itself and everything below.
    pub(crate) prefixes: &'static [&'static str],
    /// Host of the real service.
    pub(crate) host: &'static str,
    /// What stands before the carrier's own paths: `/flowroute`.
    pub(crate) root: &'static str,
    /// Media type of answers.
    pub(crate) media_type: &'static str,
    pub(crate) operations: &'static [Operation],
    pub(crate) authorize: fn(&Call<'_>) -> Result<(), Problem>,
    /// The carrier's usual words for a status, for what no handler refuses: faults, unknown paths, other methods.
    pub(crate) usual: fn(u16) -> Problem,
    /// Puts a problem into the carrier's envelope.
    pub(crate) render: fn(&Problem, ErrorContext<'_>) -> Answer,
}

/// What an error answer may say about its request; seed and number make its id.
#[derive(Clone, Copy)]
pub(crate) struct ErrorContext<'a> {
    pub(crate) seed: u64,
    pub(crate) seq: u64,
    pub(crate) path: &'a str,
}
