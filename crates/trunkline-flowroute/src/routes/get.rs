//! `GET /v2/routes/{id}` (docs/contracts/flowroute-v2.md §2.4, R3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{Route, RouteId};
use crate::FLOWROUTE;
use crate::envelope::one;

/// Shows a route.
///
/// Assumed: every route links to this address, but no page documents it. The handle's `get` looks the route up in the
/// list if the carrier does not know the address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetRoute {
    id: RouteId,
}

impl GetRoute {
    /// Shows the route `id`.
    pub fn new(id: impl Into<RouteId>) -> Self {
        Self { id: id.into() }
    }

    /// The route's id.
    #[must_use]
    pub fn id(&self) -> &RouteId {
        &self.id
    }
}

impl<I: Into<RouteId>> From<I> for GetRoute {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetRoute {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.routes.get");
    const METHOD: Method = Method::GET;
    type Output = Route;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
