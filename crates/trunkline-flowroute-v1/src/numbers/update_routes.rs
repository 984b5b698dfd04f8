//! `PATCH /v1/tns/{tn}` (docs/contracts/flowroute-v1.md §2, 7, and §3.8).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError, ensure,
};

use super::OwnedNumber;
use crate::FLOWROUTE_V1;
use crate::body::{Members, nothing};
use crate::carrier::UPDATE_ROUTES;
use crate::digits::ensure_eleven;
use crate::routes::RouteName;

/// Sets where a number's calls go: always both routes at once. The same route may be both, and the built-in
/// [`sip-reg`](RouteName::SIP_REG) is one too.
///
/// A route that leads to the number itself is refused by the carrier; its name alone does not show it before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct UpdateRoutes {
    number: PhoneNumber,
    routes: [RouteName; 2],
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a RouteName,
}

impl UpdateRoutes {
    /// Sends the calls of `number` to `primary`, and to `failover` if that fails.
    pub fn new(number: PhoneNumber, primary: impl Into<RouteName>, failover: impl Into<RouteName>) -> Self {
        Self {
            number,
            routes: [primary.into(), failover.into()],
        }
    }

    /// The number whose routes to set.
    pub fn number(&self) -> PhoneNumber {
        self.number
    }

    /// Whether `owned` has exactly these routes, in this order.
    #[must_use]
    pub fn is_done(&self, owned: &OwnedNumber) -> bool {
        owned.number == self.number && owned.routes.iter().map(|route| &route.name).eq(&self.routes)
    }
}

impl Endpoint for UpdateRoutes {
    // Setting the same two routes twice leaves the same two routes (docs/contracts/flowroute-v1.md §2.3).
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE_V1, UPDATE_ROUTES, "changed");
    const METHOD: Method = Method::PATCH;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v1").push("tns").push(self.number.digits());
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        let routes = self.routes.each_ref().map(|name| Named { name });
        Members::default()
            .with("routes", &routes)
            .map(Members::content)
            .map(Some)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_eleven("tn", self.number)?;
        ensure(
            self.routes.iter().all(|name| !name.as_str().is_empty()),
            "routes",
            "must both have a name",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.number.to_string())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!("check the routes of numbers.get {}", self.number))
    }
}
