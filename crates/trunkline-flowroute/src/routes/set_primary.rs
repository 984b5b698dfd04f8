//! Setting a number's primary route (docs/contracts/flowroute-v2.md §2.4, R7).

use super::RouteId;
use crate::prelude::*;

endpoint! {
    /// Sends a number's calls to a route.
    pub struct SetPrimaryRoute { number: PhoneNumber, route: RouteId }

    // Setting the same route twice leaves the same route.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.set_primary", "assigned");
    PATCH "/v2/numbers/{number}/relationships/primary_route" -> (): nothing;
    subject "{number} to route {route}";

    fn body(&self) -> Body {
        document("route", Some(self.route.as_str()), None)
    }

    fn validate(&self) -> Valid {
        ensure(!self.route.as_str().is_empty(), "id", "must not be empty")
    }
}
