//! Which operation a request is for.

use crate::api::{Api, Operation};
use crate::wire::incoming::Base;
use crate::wire::{Incoming, Params};

/// The APIs. A further carrier is one more line here.
pub(crate) const APIS: &[&Api] = &[
    &crate::flowroute::API,
    &crate::flowroute::files::API,
    &crate::flowroute_v1::API,
    &crate::tropo::API,
];

/// Every operation the emulator serves, API by API, in the order of the contracts.
///
/// ```
/// let purchase = trunkline_emulator::operations().find(|o| o.name() == "flowroute.v2.numbers.purchase");
/// assert_eq!(purchase.map(|o| (o.method(), o.path())), Some(("POST", "/flowroute/v2/numbers/{number}")));
/// ```
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    APIS.iter().flat_map(|api| api.operations)
}

/// What a request is for.
#[derive(Clone)]
pub(crate) enum Found {
    Operation(&'static Operation, Params),
    /// The path exists with other methods; a value for `Allow`.
    OtherMethods(String),
    Nothing,
}

/// The API that answers for a path; the first one for paths that are below none.
pub(crate) fn api_of(path: &str) -> &'static Api {
    let below = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let owner = APIS
        .iter()
        .find(|api| api.prefixes.iter().any(|prefix| below(prefix)));
    owner.copied().unwrap_or(&crate::flowroute::API)
}

/// Where the paths of a request hang. A client under test may keep its default base URL and call the in-process service
/// at a carrier's real host; paths then have no prefix.
pub(crate) fn base_of(host: &str, path: &str) -> Base {
    match APIS.iter().find(|api| api.host == host) {
        Some(api) => Base {
            missing: api.root,
            root: "",
        },
        None => Base {
            missing: "",
            root: api_of(path).root,
        },
    }
}

/// Finds the operation of an API for a request. Rows with fewer variables come first in the tables, and a path that is a
/// row word for word is never read as a variable: `POST /v2/numbers/available` is 405, not the purchase of `available`.
/// A pattern that ends with `?key` takes requests only that have the key in their query.
pub(crate) fn find(api: &'static Api, request: &Incoming) -> Found {
    let mut allowed: Vec<&str> = Vec::new();
    let mut literal = false;
    for operation in api.operations {
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

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Request;

    use super::*;

    #[test]
    fn real_hosts_have_no_mount_prefix() {
        let request = Request::get("https://api.flowroute.com/v2/numbers/?limit=1")
            .body(Bytes::new())
            .unwrap();
        let incoming = Incoming::new(request, "localhost", base_of);
        assert_eq!(incoming.path, "/flowroute/v2/numbers");
        assert_eq!(
            incoming.link("/v2/routes/0"),
            "https://api.flowroute.com/v2/routes/0"
        );
        let request = Request::get("/flowroute/v2/numbers")
            .header("host", "127.0.0.1:9")
            .body(Bytes::new())
            .unwrap();
        assert_eq!(
            Incoming::new(request, "x", base_of).link("/v2/routes/0"),
            "http://127.0.0.1:9/flowroute/v2/routes/0"
        );
    }
}
