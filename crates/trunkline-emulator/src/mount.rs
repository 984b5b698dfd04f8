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
#[derive(Clone, Copy)]
pub struct Operation {
    name: &'static str,
    method: Verb,
    path: &'static str,
    kind: OperationKind,
    pub(crate) handler: Handler,
}

/// Answers one call. Changes nothing unless it succeeds.
pub(crate) type Handler = fn(&mut Call<'_>) -> Result<Answer, Problem>;

/// Methods of the carriers' APIs; `http::Method` cannot stand in a constant table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::upper_case_acronyms)]
pub(crate) enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
}

impl Verb {
    fn word(self) -> &'static str {
        match self {
            Self::GET => "GET",
            Self::POST => "POST",
            Self::PUT => "PUT",
            Self::PATCH => "PATCH",
            Self::DELETE => "DELETE",
        }
    }
}

impl Operation {
    pub(crate) const fn read(name: &'static str, method: Verb, path: &'static str, handler: Handler) -> Self {
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
        method: Verb,
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
    pub fn method(&self) -> &'static str {
        self.method.word()
    }

    /// Path pattern below the listener: `/flowroute/v2/numbers/{number}`. `a|b` stands for either word.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.pattern().0
    }

    /// The path, and the key that the query must have, if there is one: `/addresses?available`.
    fn pattern(&self) -> (&'static str, Option<&'static str>) {
        match self.path.split_once('?') {
            Some((path, key)) => (path, Some(key)),
            None => (self.path, None),
        }
    }

    fn has_variables(&self) -> bool {
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
        write!(f, "{} = {} {}", self.name, self.method.word(), self.path)
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
pub(crate) struct Mount {
    /// Paths it answers for: the prefix itself and everything below.
    pub(crate) prefixes: &'static [&'static str],
    pub(crate) operations: &'static [Operation],
    pub(crate) authorize: fn(&Call<'_>) -> Result<(), Problem>,
    /// Puts a problem into the carrier's envelope.
    pub(crate) render: fn(&Problem, Asked<'_>) -> Answer,
}

/// What an error answer may say about its request; seed and number make its id.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) seed: u64,
    pub(crate) seq: u64,
    pub(crate) path: &'a str,
}

/// All mounts. A further carrier is one more line here.
pub(crate) const MOUNTS: &[&Mount] = &[
    &crate::flowroute::MOUNT,
    &crate::flowroute_v1::MOUNT,
    &crate::tropo::MOUNT,
];

/// Every operation the emulator serves, mount by mount, in the order of the contracts.
///
/// ```
/// let purchase = trunkline_emulator::operations().find(|o| o.name() == "flowroute.v2.numbers.purchase");
/// assert_eq!(purchase.map(|o| (o.method(), o.path())), Some(("POST", "/flowroute/v2/numbers/{number}")));
/// ```
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    MOUNTS.iter().flat_map(|mount| mount.operations)
}

/// What a request is for.
#[derive(Clone)]
pub(crate) enum Found {
    Operation(&'static Operation, Params),
    /// The path exists with other methods; a value for `Allow`.
    OtherMethods(String),
    Nothing,
}

/// The mount that answers for a path; the first one for paths that belong to nobody.
pub(crate) fn mount_of(path: &str) -> &'static Mount {
    let below = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let owner = MOUNTS
        .iter()
        .find(|mount| mount.prefixes.iter().any(|prefix| below(prefix)));
    owner.copied().unwrap_or(&crate::flowroute::MOUNT)
}

/// Finds the operation of a mount for a request. Rows with fewer variables come first in the tables, and a path that is a
/// row word for word is never read as a variable: `POST /v2/numbers/available` is 405, not the purchase of `available`.
/// A pattern that ends with `?key` takes requests only that have the key in their query.
pub(crate) fn find(mount: &'static Mount, request: &Incoming) -> Found {
    let method: &Method = &request.method;
    let mut allowed: Vec<&'static str> = Vec::new();
    let mut literal = false;
    for operation in mount.operations {
        let (pattern, key) = operation.pattern();
        if key.is_some_and(|key| !request.query.iter().any(|(name, _)| name == key)) {
            continue;
        }
        if literal && operation.has_variables() {
            continue;
        }
        let Some(params) = Params::matching(pattern, &request.path) else {
            continue;
        };
        if operation.method.word() == method.as_str() {
            return Found::Operation(operation, params);
        }
        literal |= !operation.has_variables();
        if !allowed.contains(&operation.method.word()) {
            allowed.push(operation.method.word());
        }
    }
    if allowed.is_empty() {
        Found::Nothing
    } else {
        Found::OtherMethods(allowed.join(", "))
    }
}
