//! `GET /v1/routes/` (docs/contracts/flowroute-v1.md §2, 8, and §3.9).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, fingerprint};

use super::route::Destination;
use super::{Route, RouteName};
use crate::FLOWROUTE_V1;
use crate::body::page;
use crate::pages::{Place, paged};

/// Lists the account's routes, the built-in one included, in no particular order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListRoutes {
    place: Place,
}

impl ListRoutes {
    /// All routes.
    pub fn new() -> Self {
        Self::default()
    }
}

paged!(ListRoutes, Route, |route| fingerprint(&route.name));

impl Endpoint for ListRoutes {
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.routes.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Route>;

    fn path(&self, path: &mut Path) {
        path.push("v1").push("routes").trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        self.place.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        page(response, |name: Box<str>, destination: Destination| {
            // Names are any text: unlike ids, they keep their blanks.
            Route::new(RouteName::from(&*name), destination)
        })
    }
}
