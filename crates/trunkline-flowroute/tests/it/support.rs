//! What the suites of this crate share.

#[cfg(feature = "client")]
pub(crate) mod carrier;
#[cfg(feature = "client")]
pub(crate) mod emulated;
#[cfg(feature = "client")]
#[cfg(feature = "client")]
pub(crate) mod resources;

use bytes::Bytes;
use serde_json::Value;
use trunkline_core::{Endpoint, Error, ErrorKind, Reader, Refusal};
use trunkline_testkit::endpoint;
pub(crate) use trunkline_testkit::endpoint::{refused, request};
use trunkline_testkit::fixtures::Documented;
pub(crate) use trunkline_testkit::script::response;

/// A documented response of this carrier, by the name of its file without `.json`.
pub(crate) fn documented(name: &str) -> Documented {
    Documented::named(&format!("flowroute-v2/{name}"))
}

/// What a documented response decodes to.
pub(crate) fn decoded<E: Endpoint>(name: &str) -> E::Output {
    endpoint::decoded::<E>(&format!("flowroute-v2/{name}"))
}

/// What a documented refusal says.
pub(crate) fn documented_error<E: Endpoint<Output: std::fmt::Debug>>(name: &str) -> Error {
    endpoint::error::<E>(documented(name).response())
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
    endpoint::error::<E>(response(status, body))
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
        Self(serde_json::json!({"data": [documented(name).body["data"]]}))
    }
}

impl Reader for Lists {
    async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        endpoint.request()?;
        E::decode(response(200, self.0.to_string()))
    }
}
