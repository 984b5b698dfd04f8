//! Listing the routes (docs/contracts/flowroute-v1.md §2, 8, and §3.9).

use super::{Route, RouteName};
use crate::prelude::*;

endpoint! {
    /// Lists the account's routes, the built-in one included, in no particular order.
    #[derive(Default)]
    pub struct ListRoutes {}
    optional in place: PageNumber {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// Which page, from 1; by default the first. Pages are counted by their limit.
        page(u32),
    }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.routes.list");
    GET "/v1/routes/" -> Page<Route>: |response| page(response, Route::new);
    list(place: PageNumber) Route, key RouteName = |route| Some(route.name.clone());

    fn query(&self, query: &mut Query) {
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        self.place.validate()
    }
}
