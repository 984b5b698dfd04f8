//! Showing a route (docs/contracts/flowroute-v2.md §2.4, R3).

use super::{Route, RouteId};
use crate::prelude::*;

endpoint! {
    /// Shows a route.
    ///
    /// Assumed: every route links to this address, but no page documents it. The handle's `get` looks the route up in
    /// the list if the carrier does not know the address.
    pub struct GetRoute { id: RouteId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.routes.get");
    GET "/v2/routes/{id}" -> Route: one;
    subject "{id}";
}
