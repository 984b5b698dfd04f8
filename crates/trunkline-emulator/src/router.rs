//! Which operation a request is for.

use crate::mount::{Mount, Operation};
use crate::wire::{Incoming, Params};

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
        if operation.method() == request.method.as_str() {
            return Found::Operation(operation, params);
        }
        literal |= !operation.has_variables();
        if !allowed.contains(&operation.method()) {
            allowed.push(operation.method());
        }
    }
    if allowed.is_empty() {
        Found::Nothing
    } else {
        Found::OtherMethods(allowed.join(", "))
    }
}
