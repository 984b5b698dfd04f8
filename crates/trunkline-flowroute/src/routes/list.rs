//! `GET /v2/routes` (docs/contracts/flowroute-v2.md §2.4, R2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, fingerprint};

use super::{Route, RouteType};
use crate::FLOWROUTE;
use crate::envelope::many;
use crate::window::{Window, windowed};

/// Lists the routes of the account, the built-in one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListRoutes {
    window: Window,
    route_type: Option<RouteType>,
}

impl ListRoutes {
    /// All routes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only routes of this type.
    pub fn route_type(mut self, route_type: RouteType) -> Self {
        self.route_type = Some(route_type);
        self
    }
}

windowed!(ListRoutes, Route, default 10, max 200, |route| fingerprint(&route.id));

impl Endpoint for ListRoutes {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.routes.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Route>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes");
    }

    fn query(&self, query: &mut Query) {
        query.push_some("route_type", self.route_type.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        if let Some(unknown) = self.route_type.as_ref().filter(|kind| !kind.is_known()) {
            return Err(
                ValidationError::new("route_type", "must be sip-reg, host, number or uri").got(unknown),
            );
        }
        self.window.validate(200)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
