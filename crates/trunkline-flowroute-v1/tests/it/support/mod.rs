//! What the suites of this crate share.

#[cfg(feature = "client")]
pub mod script;

use bytes::Bytes;
use http::Response;
use trunkline_core::{Endpoint, Error, ErrorKind, PhoneNumber};
use trunkline_testkit::fixtures::Documented;
pub use trunkline_testkit::script::response;

/// The number of the contract's examples.
pub fn number() -> PhoneNumber {
    "12066417744".parse().unwrap()
}

/// The exact request, as text for a snapshot.
pub fn request(endpoint: &impl Endpoint) -> String {
    trunkline_testkit::request::shown(&endpoint.request().unwrap())
}

/// A documented response, by the name of its file without `.json`; members keep the order of the file.
pub fn documented(name: &str) -> Response<Bytes> {
    Documented::named(&format!("flowroute-v1/{name}")).response()
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
