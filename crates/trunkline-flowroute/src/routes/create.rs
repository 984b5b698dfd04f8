//! Creating a route (docs/contracts/flowroute-v2.md §2.4, R1).

use super::{EdgeStrategyId, ListRoutes, Route, RouteTarget};
use crate::prelude::*;

endpoint! {
    /// Creates a route. No number uses it before it is set as primary or failover route.
    ///
    /// The alias must be unique on the account and have 1 to 255 characters (assumed: the carrier publishes no limit).
    pub struct CreateRoute { alias: String, target: RouteTarget }
    optional {
        /// The point of presence that delivers its calls; by default the account's.
        edge_strategy(impl Into<EdgeStrategyId>): EdgeStrategyId,
    }

    // There is no idempotency key. A second one would be refused for its alias, and that is only assumed.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.routes.create", "created");
    POST "/v2/routes" -> Route: one;
    subject "{alias:?}";
    hint "check routes.list for the alias {alias:?}: if it is there, it was created";

    fn body(&self) -> Body {
        let attributes = JsonObject::new()
            .with("alias", &self.alias)
            .with("route_type", self.target.route_type_word())
            .with("value", self.target.to_string())
            .with_some("edge_strategy_id", self.edge_strategy.as_ref().map(EdgeStrategyId::wire));
        document("route", None, Some(attributes))
    }

    fn validate(&self) -> Valid {
        ensure_length("alias", &self.alias, 1..=255)?;
        self.target.validate()
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<Route>> {
        reader.find(ListRoutes::new(), |route| self.made(route)).await
    }
}

impl CreateRoute {
    /// Whether `route` is what this request makes. Another route under its alias settles nothing.
    fn made(&self, route: &Route) -> Match {
        let edge = route.edge_strategy_id.as_ref().zip(self.edge_strategy.as_ref());
        match route.alias.as_ref() == Some(&self.alias) {
            true if route.leads_to(&self.target) && edge.is_none_or(|(theirs, ours)| theirs == ours) => {
                Match::Yes
            }
            true => Match::Conflict(format!("route {} has the alias and leads elsewhere", route.id)),
            false => Match::No,
        }
    }
}
