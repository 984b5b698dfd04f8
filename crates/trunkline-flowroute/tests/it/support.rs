//! What the suites of this crate share.

#[cfg(feature = "client")]
pub(crate) mod carrier;
#[cfg(feature = "client")]
pub(crate) mod emulated;
#[cfg(feature = "client")]
pub(crate) mod resources;

use std::path::PathBuf;

use bytes::Bytes;
use serde_json::Value;
use trunkline_core::{Endpoint, Error, ErrorKind, Reader, Refusal};

/// The exact request, as text for a snapshot: method and target, sorted headers, body.
pub(crate) fn request(endpoint: &impl Endpoint) -> String {
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
pub(crate) fn documented(name: &str) -> http::Response<Bytes> {
    let (status, body) = documented_parts(name);
    response(status, body.to_string())
}

/// Status and body of a documented response.
pub(crate) fn documented_parts(name: &str) -> (u16, Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/documented/flowroute-v2")
        .join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut fixture: Value = serde_json::from_str(&text).unwrap();
    let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
    (status, fixture["body"].take())
}

/// A response with a body.
pub(crate) fn response(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    http::Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

/// What a documented response decodes to.
pub(crate) fn decoded<E: Endpoint>(name: &str) -> E::Output {
    E::decode(documented(name)).unwrap()
}

/// The line with which a request is refused before it is sent; it names the field.
pub(crate) fn refused(endpoint: &impl Endpoint) -> String {
    let error = endpoint.request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.field().is_some(), "{error} names no field");
    error.to_string()
}

/// The line with which a request as a whole is refused before it is sent: no field is at fault.
pub(crate) fn refused_whole(endpoint: &impl Endpoint) -> String {
    let error = endpoint.request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.field(), None, "{error}");
    error.to_string()
}

/// What a response of this status and body says.
pub(crate) fn error<E: Endpoint>(status: u16, body: impl Into<Bytes>) -> Error
where
    E::Output: std::fmt::Debug,
{
    E::decode(response(status, body)).unwrap_err()
}

/// How the carrier's rules read a refusal of this status and body.
pub(crate) fn refusal<E: Endpoint>(status: u16, body: &str) -> Refusal {
    let response = response(status, body.to_owned());
    E::OPERATION.refusal(response.status(), response.headers(), response.body())
}

/// A carrier whose lists hold the one documented resource.
pub(crate) struct Lists(Value);

impl Lists {
    /// The resource of the documented response of this name.
    pub(crate) fn documented(name: &str) -> Self {
        let (_, mut body) = documented_parts(name);
        Self(serde_json::json!({"data": [body["data"].take()]}))
    }
}

impl Reader for Lists {
    async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        endpoint.request()?;
        E::decode(response(200, self.0.to_string()))
    }
}
