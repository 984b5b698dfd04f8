//! Endpoints without a carrier: the request of one, and what it reads from a response.

use std::fmt::Debug;

use bytes::Bytes;
use http::Response;
use trunkline_core::{Endpoint, Error, ErrorKind};

use crate::fixtures::Documented;

/// The exact request, as text for a snapshot.
pub fn request(endpoint: &impl Endpoint) -> String {
    crate::request::shown(&endpoint.request().unwrap())
}

/// What a documented response decodes to: `flowroute-v2/numbers.purchase`.
pub fn decoded<E: Endpoint>(name: &str) -> E::Output {
    E::decode(Documented::named(name).response()).unwrap()
}

/// What a response says that is no success.
pub fn error<E: Endpoint<Output: Debug>>(response: Response<Bytes>) -> Error {
    E::decode(response).unwrap_err()
}

/// The line with which a request is refused before it is sent; it names the field.
pub fn refused(endpoint: &impl Endpoint) -> String {
    let error = endpoint.request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.field().is_some(), "{error} names no field");
    error.to_string()
}
