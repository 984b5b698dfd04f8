//! `PATCH /v2/routes/{id}` (docs/contracts/flowroute-v2.md §2.4, R4).

use bytes::Bytes;
use http::{Method, Response};
use serde::{Serialize, Serializer};
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure, ensure_length,
};

use super::{EdgeStrategyId, Route, RouteId, RouteTarget};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};

/// Changes a route, for all numbers that use it. Only what is set is sent. The built-in route cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct UpdateRoute {
    id: RouteId,
    alias: Option<Box<str>>,
    target: Option<RouteTarget>,
    edge_strategy_id: Option<Option<EdgeStrategyId>>,
}

#[derive(Serialize)]
struct Attributes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "edge_strategy")]
    edge_strategy_id: Option<Option<&'a EdgeStrategyId>>,
}

fn edge_strategy<S: Serializer>(
    id: &Option<Option<&EdgeStrategyId>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match id {
        Some(Some(id)) => id.write(serializer),
        Some(None) | None => serializer.serialize_none(),
    }
}

impl UpdateRoute {
    /// Changes the route `id`; say what with the setters.
    pub fn new(id: impl Into<RouteId>) -> Self {
        Self {
            id: id.into(),
            alias: None,
            target: None,
            edge_strategy_id: None,
        }
    }

    /// Its name, unique on the account, of 1 to 255 characters (assumed: the carrier publishes no limit).
    pub fn alias(mut self, alias: impl Into<Box<str>>) -> Self {
        self.alias = Some(alias.into());
        self
    }

    /// Where it leads.
    pub fn target(mut self, target: impl Into<RouteTarget>) -> Self {
        self.target = Some(target.into());
        self
    }

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

impl Endpoint for UpdateRoute {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.update", "changed");
    const METHOD: Method = Method::PATCH;
    type Output = Route;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes").push(&self.id);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        let attributes = Attributes {
            alias: self.alias.as_deref(),
            route_type: self.target.as_ref().map(RouteTarget::route_type_word),
            value: self.target.as_ref().map(RouteTarget::to_string),
            edge_strategy_id: self.edge_strategy_id.as_ref().map(Option::as_ref),
        };
        Document::of("route", Some(self.id.as_str()), attributes).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        let something = self.alias.is_some() || self.target.is_some() || self.edge_strategy_id.is_some();
        ensure(something, "alias", "or something else to change must be set")?;
        if let Some(alias) = &self.alias {
            ensure_length("alias", alias, 1..=255)?;
        }
        self.target.as_ref().map_or(Ok(()), RouteTarget::validate)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
