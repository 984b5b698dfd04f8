//! Creating a route (docs/contracts/flowroute-v1.md §2, 9, and §3.10).

use std::sync::atomic::{AtomicBool, Ordering};

use trunkline_core::Match;

use super::{ListRoutes, Route, RouteName, RouteTarget};
use crate::prelude::*;

endpoint! {
    /// Creates a route under a name that is new on the account. This version of the API cannot change or delete it.
    pub struct CreateRoute { name: RouteName, target: RouteTarget }

    // What the carrier does with a name that exists is unknown: it may refuse, or overwrite what somebody else has
    // written in between (docs/contracts/flowroute-v1.md §2.3, §5.3).
    OPERATION = Operation::once(&FLOWROUTE_V1, "flowroute.v1.routes.create", "created");
    PUT "/v1/routes/{name}" -> (): nothing;
    hint "check routes.list for {name}";

    fn body(&self) -> Body {
        let route_type = self.target.route_type();
        spaced(&JsonObject::new().with("type", route_type).with("value", self.target.to_string()))
    }

    fn validate(&self) -> Valid {
        ensure(!self.name.as_str().is_empty(), "route_name", "must not be empty")?;
        ensure(!self.name.is_sip_reg(), "route_name", "must not be sip-reg, the built-in route")?;
        self.target.validate()
    }

    fn subject(&self) -> Option<String> {
        (!self.name.as_str().is_empty()).then(|| self.name.to_string())
    }

    // Every account has the built-in route, and its list shows it: one that does not is not the whole list.
    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<()>> {
        let has_built_in = AtomicBool::new(false);
        let matches = |route: &Route| {
            has_built_in.fetch_or(route.name.is_sip_reg(), Ordering::Relaxed);
            Match::from(route.name == self.name)
        };
        let inconclusive = |why: &str| Ok(LookUp::Inconclusive(why.to_owned()));
        match reader.find(ListRoutes::new(), matches).await? {
            LookUp::Found(route) if route.leads_to(&self.target) => Ok(LookUp::Found(())),
            LookUp::Found(Route { route_type: Some(_), value: Some(_), .. }) => {
                Ok(LookUp::Conflict("a route of this name leads elsewhere".to_owned()))
            }
            LookUp::Found(_) => inconclusive("it does not tell where the route of this name leads"),
            LookUp::NotFound if !has_built_in.into_inner() => {
                inconclusive("the list of routes lacks even the built-in one")
            }
            other => Ok(other.map(drop)),
        }
    }
}
