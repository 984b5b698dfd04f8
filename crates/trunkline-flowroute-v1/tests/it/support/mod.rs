//! What the suites of this crate share.

#[cfg(feature = "client")]
pub mod script;

use std::path::PathBuf;

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use trunkline_core::{Endpoint, Error, ErrorKind, PhoneNumber};

/// The number of the contract's examples.
pub fn number() -> PhoneNumber {
    "12066417744".parse().unwrap()
}

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

/// Where the workspace's fixtures are.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

/// A documented response, by the name of its file without `.json`; members keep the order of the file.
pub fn documented(name: &str) -> Response<Bytes> {
    let path = fixtures().join(format!("documented/flowroute-v1/{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let fixture: Value = serde_json::from_str(&text).unwrap();
    let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
    let body = match &fixture["body"] {
        Value::Null => "",
        _ => text
            .split_once("\"body\":")
            .unwrap()
            .1
            .trim_end()
            .strip_suffix('}')
            .unwrap(),
    };
    response(status, body.to_owned())
}

/// A response with a body.
pub fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).body(body.into()).unwrap()
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
pub fn error<E: Endpoint>(response: Response<Bytes>) -> Error
where
    E::Output: std::fmt::Debug,
{
    E::decode(response).unwrap_err()
}
