//! `PUT /v1/routes/{name}` (docs/contracts/flowroute-v1.md §2, 9, and §3.10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure};

use super::{RouteName, RouteTarget};
use crate::FLOWROUTE_V1;
use crate::body::{Members, nothing};

/// Creates a route under a name that is new on the account. This version of the API cannot change or delete it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CreateRoute {
    name: RouteName,
    target: RouteTarget,
}

impl CreateRoute {
    /// A route called `name` that leads to `target`.
    pub fn new(name: impl Into<RouteName>, target: impl Into<RouteTarget>) -> Self {
        Self {
            name: name.into(),
            target: target.into(),
        }
    }

    /// The name of the route.
    pub fn name(&self) -> &RouteName {
        &self.name
    }

    /// Where it will lead.
    pub fn target(&self) -> &RouteTarget {
        &self.target
    }
}

impl Endpoint for CreateRoute {
    // What the carrier does with a name that exists is unknown: it may refuse, or overwrite what somebody else has
    // written in between (docs/contracts/flowroute-v1.md §2.3, §5.3).
    const OPERATION: Operation = Operation::once(&FLOWROUTE_V1, "flowroute.v1.routes.create", "created");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v1").push("routes").push(&self.name);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        let members = Members::default().with("type", &self.target.route_type())?;
        members
            .with("value", &self.target.to_string())
            .map(Members::content)
            .map(Some)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(!self.name.as_str().is_empty(), "route_name", "must not be empty")?;
        ensure(
            !self.name.is_sip_reg(),
            "route_name",
            "must not be sip-reg, the built-in route",
        )?;
        self.target.validate()
    }

    /// Any 2xx means that it was created; the body is empty.
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        (!self.name.as_str().is_empty()).then(|| self.name.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!("check routes.list for {}", self.name))
    }
}
