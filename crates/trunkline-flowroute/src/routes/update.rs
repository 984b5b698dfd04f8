//! Changing a route (docs/contracts/flowroute-v2.md §2.4, R4).

use super::{EdgeStrategyId, Route, RouteId, RouteTarget};
use crate::prelude::*;
use crate::rules::ensure_change;

endpoint! {
    /// Changes a route, for all numbers that use it. Only what is set is sent. The built-in route cannot be changed.
    pub struct UpdateRoute { id: RouteId }
    optional {
        /// Its name, unique on the account, of 1 to 255 characters (assumed: the carrier publishes no limit).
        alias(impl Into<String>): String,
        /// Where it leads.
        target(impl Into<RouteTarget>): RouteTarget,
    }
    optional in edge_strategy_id: Option<Option<EdgeStrategyId>> {}

    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.update", "changed");
    PATCH "/v2/routes/{id}" -> Route: one;
    subject "{id}";

    fn body(&self) -> Body {
        let edge_strategy = self.edge_strategy_id.as_ref().map(|id| id.as_ref().map(EdgeStrategyId::wire));
        let attributes = JsonObject::new()
            .with_some("alias", self.alias.as_ref())
            .with_some("route_type", self.target.as_ref().map(RouteTarget::route_type_word))
            .with_some("value", self.target.as_ref().map(RouteTarget::to_string))
            .with_some("edge_strategy_id", edge_strategy);
        document("route", Some(self.id.as_str()), Some(attributes))
    }

    fn validate(&self) -> Valid {
        ensure_change(*self != Self::new(&self.id))?;
        self.alias.as_deref().map_or(Ok(()), |alias| ensure_length("alias", alias, 1..=255))?;
        self.target.as_ref().map_or(Ok(()), RouteTarget::validate)
    }
}

impl UpdateRoute {
    /// The point of presence that delivers its calls.
    pub fn edge_strategy(mut self, id: impl Into<EdgeStrategyId>) -> Self {
        self.edge_strategy_id = Some(Some(id.into()));
        self
    }

    /// Lets the account's default point of presence deliver its calls.
    pub fn default_edge_strategy(mut self) -> Self {
        self.edge_strategy_id = Some(None);
        self
    }
}
