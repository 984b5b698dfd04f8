//! Setting where a number's calls go (docs/contracts/flowroute-v1.md §2, 7, and §3.8).

use http::StatusCode;
use serde_json::json;

use super::{GetNumber, OwnedNumber};
use crate::prelude::*;
use crate::routes::RouteName;

endpoint! {
    /// Sets where a number's calls go: always both routes at once. The same route may be both, and the built-in
    /// [`sip-reg`](RouteName::SIP_REG) is one too.
    ///
    /// A route that leads to the number itself is refused by the carrier; its name alone does not show it before.
    pub struct UpdateRoutes { number: PhoneNumber, primary: RouteName, failover: RouteName }

    // Setting the same two routes twice leaves the same two routes (docs/contracts/flowroute-v1.md §2.3).
    OPERATION = Operation::repeatable(&FLOWROUTE_V1, "flowroute.v1.numbers.update_routes", "changed").refine(missing);
    PATCH "/v1/tns/{number}" -> (): nothing;
    subject "{number}";
    hint "check the routes of numbers.get {number}";

    fn body(&self) -> Body {
        spaced(&JsonObject::new().with("routes", [json!({"name": self.primary}), json!({"name": self.failover})]))
    }

    fn validate(&self) -> Valid {
        ensure_nanp("tn", self.number)?;
        let named = self.routes().into_iter().all(|name| !name.as_str().is_empty());
        ensure(named, "routes", "must both have a name")
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<()>> {
        let Some(details) = reader.get(GetNumber::new(self.number)).await? else {
            return Ok(LookUp::NotFound);
        };
        let owned = details.of(self.number);
        Ok(match owned.routes.len() {
            2 => LookUp::from_option(self.is_done(&owned).then_some(())),
            _ => LookUp::Inconclusive("it does not tell the two routes of the number".to_owned()),
        })
    }
}

impl UpdateRoutes {
    /// Whether `owned` has exactly these routes, in this order.
    #[must_use]
    pub fn is_done(&self, owned: &OwnedNumber) -> bool {
        owned.number == self.number && owned.routes.iter().map(|route| &route.name).eq(self.routes())
    }

    fn routes(&self) -> [&RouteName; 2] {
        [&self.primary, &self.failover]
    }
}

fn missing(refusal: Refusal) -> Refusal {
    match refusal.status {
        StatusCode::NOT_FOUND => refusal.summary("the number or one of the routes is not on this account"),
        _ => refusal,
    }
}
