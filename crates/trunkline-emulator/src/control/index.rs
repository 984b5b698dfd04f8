//! What the control API can do.

use serde_json::{Value, json};

/// Method, path and meaning of every call.
const CALLS: &[(&str, &str, &str)] = &[
    ("GET", "/_emulator", "this list"),
    ("GET", "/_emulator/health", "seed, virtual time, numbers in stock"),
    ("POST", "/_emulator/reset", "back to the beginning"),
    ("GET", "/_emulator/state", "everything, as one document"),
    (
        "PUT",
        "/_emulator/state",
        "puts such a document in place of the present state",
    ),
    (
        "GET",
        "/_emulator/requests",
        "the newest requests; ?operation=, ?number=, ?since= (a seq), ?limit=",
    ),
    ("GET", "/_emulator/operations", "every operation of the carriers"),
    (
        "GET",
        "/_emulator/audit",
        "money, purchases, invariants, what was done twice",
    ),
    ("GET", "/_emulator/switches", "what the contracts leave open"),
    ("PATCH", "/_emulator/switches", "changes some of them"),
    ("GET", "/_emulator/clock", "the virtual time"),
    ("POST", "/_emulator/clock/advance", "moves it on"),
    (
        "GET",
        "/_emulator/faults",
        "the active faults and how often they acted",
    ),
    ("POST", "/_emulator/faults", "adds one or a list"),
    ("DELETE", "/_emulator/faults", "removes all"),
    ("DELETE", "/_emulator/faults/{id}", "removes one"),
    ("POST", "/_emulator/balance", "sets the balance"),
    ("POST", "/_emulator/cnams/{id}/approve", "reviews a caller name"),
    ("POST", "/_emulator/cnams/{id}/reject", "reviews a caller name"),
    (
        "POST",
        "/_emulator/messages/inbound",
        "a text or an MMS from outside",
    ),
    (
        "GET",
        "/_emulator/webhooks",
        "what was, or will be, posted to callbacks",
    ),
    ("GET", "/_emulator/media/{id}", "a file of an MMS"),
];

/// The list for programs.
pub(super) fn document() -> Value {
    let line = |(method, path, meaning): &(&str, &str, &str)| json!({"method": method, "path": path, "meaning": meaning});
    json!({"version": env!("CARGO_PKG_VERSION"), "calls": CALLS.iter().map(line).collect::<Vec<_>>()})
}

/// The list in an error.
pub(super) fn in_words() -> String {
    let calls = CALLS.iter().map(|(method, path, _)| {
        let path = path.trim_start_matches("/_emulator").trim_start_matches('/');
        format!("{method} {path}").trim_end().to_owned()
    });
    format!(
        "no such control call; there are {}",
        calls.collect::<Vec<_>>().join(", ")
    )
}

/// Whether a path is one of the API's, whatever the method.
pub(super) fn has(wanted: &str) -> bool {
    let fits = |path: &str| {
        let (mut have, mut want) = (path.split('/'), wanted.split('/'));
        loop {
            match (have.next(), want.next()) {
                (None, None) => return true,
                (Some(segment), Some(text)) if segment == text || segment.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    CALLS.iter().any(|(_, path, _)| fits(path))
}
