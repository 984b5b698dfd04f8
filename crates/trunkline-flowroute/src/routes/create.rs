//! `POST /v2/routes` (docs/contracts/flowroute-v2.md §2.4, R1).

use bytes::Bytes;
use http::{Method, Response};
use serde::{Serialize, Serializer};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure_length,
};

use super::{EdgeStrategyId, Route, RouteTarget};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};

/// Creates a route. No number uses it before it is set as primary or failover route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CreateRoute {
    alias: Box<str>,
    target: RouteTarget,
    edge_strategy_id: Option<EdgeStrategyId>,
}

#[derive(Serialize)]
struct Attributes<'a> {
    alias: &'a str,
    route_type: &'a str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "edge_strategy")]
    edge_strategy_id: Option<&'a EdgeStrategyId>,
}

fn edge_strategy<S: Serializer>(id: &Option<&EdgeStrategyId>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => id.write(serializer),
        None => serializer.serialize_none(),
    }
}

impl CreateRoute {
    /// Creates the route `alias`, which leads to `target`. The alias must be unique on the account and have 1 to 255
    /// characters (assumed: the carrier publishes no limit).
    pub fn new(alias: impl Into<Box<str>>, target: impl Into<RouteTarget>) -> Self {
        Self {
            alias: alias.into(),
            target: target.into(),
            edge_strategy_id: None,
        }
    }

    /// The point of presence that delivers its calls; by default the account's.
    pub fn edge_strategy(mut self, id: impl Into<EdgeStrategyId>) -> Self {
        self.edge_strategy_id = Some(id.into());
        self
    }

    /// Its name.
    #[must_use]
    pub fn alias(&self) -> &str {
        &self.alias
    }

    /// Whether `route` is what this request makes, apart from the id.
    #[must_use]
    pub fn made(&self, route: &Route) -> bool {
        route.alias.as_deref() == Some(&*self.alias)
            && route.leads_to(&self.target)
            && route
                .edge_strategy_id
                .as_ref()
                .is_none_or(|id| self.edge_strategy_id.as_ref().is_none_or(|e| e == id))
    }
}

impl Endpoint for CreateRoute {
    // There is no idempotency key. A second one would be refused for its alias, and that is only assumed.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.routes.create", "created");
    const METHOD: Method = Method::POST;
    type Output = Route;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        let attributes = Attributes {
            alias: &self.alias,
            route_type: self.target.route_type_word(),
            value: self.target.to_string(),
            edge_strategy_id: self.edge_strategy_id.as_ref(),
        };
        Document::of("route", None, attributes).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure_length("alias", &self.alias, 1..=255)?;
        self.target.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{:?}", self.alias))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check routes.list for the alias {:?}: if it is there, it was created",
            self.alias
        ))
    }
}
