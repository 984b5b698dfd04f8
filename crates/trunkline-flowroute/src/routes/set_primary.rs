//! `PATCH /v2/numbers/{number}/relationships/primary_route` (docs/contracts/flowroute-v2.md §2.4, R7).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
};

use super::RouteId;
use crate::FLOWROUTE;
use crate::envelope::{nothing, reference};

/// Sends a number's calls to a route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SetPrimaryRoute {
    number: PhoneNumber,
    route: RouteId,
}

impl SetPrimaryRoute {
    /// Makes `route` the primary route of `number`.
    pub fn new(number: PhoneNumber, route: impl Into<RouteId>) -> Self {
        Self {
            number,
            route: route.into(),
        }
    }
}

impl<I: Into<RouteId>> From<(PhoneNumber, I)> for SetPrimaryRoute {
    fn from((number, id): (PhoneNumber, I)) -> Self {
        Self::new(number, id)
    }
}

impl Endpoint for SetPrimaryRoute {
    // Setting the same route twice leaves the same route.
    const OPERATION: Operation =
        Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.set_primary", "assigned");
    const METHOD: Method = Method::PATCH;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2")
            .push("numbers")
            .push(self.number.digits())
            .push("relationships")
            .push("primary_route");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        reference("route", self.route.as_str())
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(!self.route.as_str().is_empty(), "id", "must not be empty")
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} to route {}", self.number, self.route))
    }
}
