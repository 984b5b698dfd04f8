//! What the suites of this crate share.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each suite includes this file and uses its part"
)]

use std::path::PathBuf;

use bytes::Bytes;
use serde_json::Value;
use trunkline_core::{Endpoint, Error, ErrorKind};

/// The exact request, as text for a snapshot: method and target, sorted headers, body.
pub fn request(endpoint: &impl Endpoint) -> String {
    let request = endpoint.request().unwrap();
    let mut text = format!("{} {}\n", request.method(), request.uri());
    let mut headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
        .collect();
    headers.sort();
    text.extend(headers);
    if !request.body().is_empty() {
        text.push('\n');
        text.push_str(std::str::from_utf8(request.body()).unwrap());
        text.push('\n');
    }
    text
}

/// A documented response of this carrier, by the name of its file without `.json`.
pub fn documented(name: &str) -> http::Response<Bytes> {
    let (status, body) = documented_parts(name);
    response(status, body.to_string())
}

/// Status and body of a documented response.
pub fn documented_parts(name: &str) -> (u16, Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/documented/flowroute-v2")
        .join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut fixture: Value = serde_json::from_str(&text).unwrap();
    let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
    (status, fixture["body"].take())
}

/// A response with a body.
pub fn response(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    http::Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

/// What a documented response decodes to.
pub fn decoded<E: Endpoint>(name: &str) -> E::Output {
    E::decode(documented(name)).unwrap()
}

/// The line with which a request is refused before it is sent.
pub fn refused(endpoint: &impl Endpoint) -> String {
    let error = endpoint.request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.field().is_some(), "{error} names no field");
    error.to_string()
}

/// What a response of this status and body says.
pub fn error<E: Endpoint>(status: u16, body: impl Into<Bytes>) -> Error
where
    E::Output: std::fmt::Debug,
{
    E::decode(response(status, body)).unwrap_err()
}
