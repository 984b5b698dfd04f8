//! Listing the routes (docs/contracts/flowroute-v2.md §2.4, R2).

use super::{Route, RouteId, RouteType};
use crate::prelude::*;

endpoint! {
    /// Lists the routes of the account, the built-in one first.
    #[derive(Default)]
    pub struct ListRoutes {}
    optional {
        /// Only routes of this type.
        route_type(RouteType): RouteType,
    }
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.routes.list");
    GET "/v2/routes" -> Page<Route>: many;
    list(window: Window<200>) Route, key RouteId = |route| Some(route.id.clone());

    fn query(&self, query: &mut Query) {
        query.push_some("route_type", self.route_type.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        if let Some(unknown) = self.route_type.as_ref().filter(|kind| !kind.is_known()) {
            return Err(ValidationError::new("route_type", "must be sip-reg, host, number or uri").got(unknown));
        }
        self.window.validate()
    }
}
