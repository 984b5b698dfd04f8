//! What the suites of this crate share.

#[cfg(feature = "client")]
pub mod script;

use bytes::Bytes;
use http::Response;
use trunkline_core::{Endpoint, PhoneNumber};
pub use trunkline_testkit::endpoint::{error, refused, request};
use trunkline_testkit::fixtures::Documented;
pub use trunkline_testkit::script::response;

/// The number of the contract's examples.
pub fn number() -> PhoneNumber {
    "12066417744".parse().unwrap()
}

/// A documented response, by the name of its file without `.json`; members keep the order of the file.
pub fn documented(name: &str) -> Response<Bytes> {
    Documented::named(&format!("flowroute-v1/{name}")).response()
}

/// What a documented response decodes to.
pub fn decoded<E: Endpoint>(name: &str) -> E::Output {
    trunkline_testkit::endpoint::decoded::<E>(&format!("flowroute-v1/{name}"))
}
