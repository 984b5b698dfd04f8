//! The documented examples under `tests/fixtures/documented`: data from the contracts, never regenerated.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder `tests/fixtures` of the workspace.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

/// The body of a documented answer: `documented("flowroute-v2/numbers.purchase")`.
pub fn documented(name: &str) -> Value {
    let path = folder().join("documented").join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut example: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    example
        .get_mut("body")
        .map(Value::take)
        .unwrap_or_else(|| panic!("{}: no body", path.display()))
}
