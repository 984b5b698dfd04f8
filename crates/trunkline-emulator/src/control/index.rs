//! What the control API can do.

use serde_json::{Value, json};

use super::calls::{CALLS, Call};
use super::{ControlResult, ok, page};
use crate::engine::Engine;
use crate::wire::{Incoming, Params};

/// The list for programs, the page for browsers.
pub(super) fn list(_: &Engine, request: &Incoming, _: &Params) -> ControlResult {
    if page::is_wanted(request) {
        return Ok(page::answer());
    }
    let line = |call: &Call| json!({"method": call.method, "path": call.path, "meaning": call.meaning});
    let calls: Vec<Value> = CALLS.iter().map(line).collect();
    ok(&json!({"version": env!("CARGO_PKG_VERSION"), "calls": calls}))
}

/// The list in an error.
pub(super) fn in_words() -> String {
    let calls = CALLS.iter().map(|call| {
        let path = call.path.trim_start_matches("/_emulator").trim_start_matches('/');
        format!("{} {path}", call.method).trim_end().to_owned()
    });
    format!(
        "no such control call; there are {}",
        calls.collect::<Vec<_>>().join(", ")
    )
}
