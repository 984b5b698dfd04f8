//! Setting a number's failover route (docs/contracts/flowroute-v2.md §2.4, R9).

use super::RouteId;
use crate::prelude::*;

endpoint! {
    /// Sends a number's calls to a route if its primary route fails.
    ///
    /// That route must not lead to another number of the account: the carrier does not allow it, and it cannot be
    /// checked here.
    pub struct SetFailoverRoute { number: PhoneNumber, route: RouteId }

    // Setting the same route twice leaves the same route.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.set_failover", "assigned");
    PATCH "/v2/numbers/{number}/relationships/failover_route" -> (): nothing;
    subject "{number} to route {route}";

    fn body(&self) -> Body {
        document("route", Some(self.route.as_str()), None)
    }

    fn validate(&self) -> Valid {
        ensure(!self.route.as_str().is_empty(), "id", "must not be empty")
    }
}
