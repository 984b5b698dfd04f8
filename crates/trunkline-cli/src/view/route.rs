//! Routes and points of presence.

use serde::Serialize;
use trunkline::flowroute::routes::{EdgeStrategy, Route};

use super::text;
use crate::output::Show;

/// A route.
#[derive(Serialize)]
pub(crate) struct RouteView {
    id: String,
    alias: Option<Box<str>>,
    route_type: Option<String>,
    value: Option<Box<str>>,
    edge_strategy: Option<String>,
}

impl From<Route> for RouteView {
    fn from(route: Route) -> Self {
        Self {
            id: route.id.to_string(),
            alias: route.alias,
            route_type: route.route_type.map(|kind| kind.to_string()),
            value: route.value,
            edge_strategy: route.edge_strategy_id.map(|id| id.to_string()),
        }
    }
}

impl Show for RouteView {
    const COLUMNS: &'static [&'static str] = &["ID", "ALIAS", "TYPE", "LEADS TO", "EDGE STRATEGY"];

    fn cells(&self) -> Vec<String> {
        self.facts().into_iter().map(|(_, text)| text).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("alias", text(self.alias.as_ref())),
            ("type", text(self.route_type.as_ref())),
            ("leads to", text(self.value.as_ref())),
            ("edge strategy", text(self.edge_strategy.as_ref())),
        ]
    }
}

/// A point of presence.
#[derive(Serialize)]
pub(crate) struct EdgeStrategyView {
    id: String,
    name: Option<Box<str>>,
    description: Option<Box<str>>,
    naptr: Option<Box<str>>,
    firewall_rules: Vec<Box<str>>,
}

impl From<EdgeStrategy> for EdgeStrategyView {
    fn from(edge: EdgeStrategy) -> Self {
        Self {
            id: edge.id.to_string(),
            name: edge.name,
            description: edge.description,
            naptr: edge.naptr,
            firewall_rules: edge.firewall_rules,
        }
    }
}

impl Show for EdgeStrategyView {
    const COLUMNS: &'static [&'static str] = &["ID", "NAME", "DESCRIPTION", "DNS NAME", "LET IN"];

    fn cells(&self) -> Vec<String> {
        self.facts().into_iter().map(|(_, text)| text).collect()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("name", text(self.name.as_ref())),
            ("description", text(self.description.as_ref())),
            ("dns name", text(self.naptr.as_ref())),
            ("let in", self.firewall_rules.join(" ")),
        ]
    }
}
