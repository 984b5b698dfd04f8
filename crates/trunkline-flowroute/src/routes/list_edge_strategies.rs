//! `GET /v2/routes/edge_strategies` (docs/contracts/flowroute-v2.md §2.4, R6).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient};

use super::EdgeStrategyId;
use crate::FLOWROUTE;
use crate::envelope::{Resource, many};

/// Lists the points of presence that can deliver inbound calls, all on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListEdgeStrategies {}

/// A point of presence that delivers inbound calls.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Resource<EdgeStrategyId, Attributes>")]
#[non_exhaustive]
pub struct EdgeStrategy {
    /// The id.
    pub id: EdgeStrategyId,
    /// Its name: `US-East-VA`.
    pub name: Option<Box<str>>,
    /// What it is.
    pub description: Option<Box<str>>,
    /// Its DNS name: `us-east-va.sip.flowroute.com`.
    pub naptr: Option<Box<str>>,
    /// The networks to let in, each as a CIDR block or as a range of addresses.
    pub firewall_rules: Vec<Box<str>>,
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    description: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    naptr: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    firewall_rules: Vec<Box<str>>,
}

impl From<Resource<EdgeStrategyId, Attributes>> for EdgeStrategy {
    fn from(Resource { id, attributes: a }: Resource<EdgeStrategyId, Attributes>) -> Self {
        Self {
            id,
            name: a.name,
            description: a.description,
            naptr: a.naptr,
            firewall_rules: a.firewall_rules,
        }
    }
}

impl ListEdgeStrategies {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Endpoint for ListEdgeStrategies {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.routes.list_edge_strategies");
    const METHOD: Method = Method::GET;
    type Output = Page<EdgeStrategy>;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes").push("edge_strategies");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
