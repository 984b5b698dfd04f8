//! Listing the points of presence (docs/contracts/flowroute-v2.md §2.4, R6).

use trunkline_core::{SinglePage, lenient};

use super::EdgeStrategyId;
use crate::prelude::*;

record! {
    /// A point of presence that delivers inbound calls.
    pub struct EdgeStrategy {
        /// The id.
        id: EdgeStrategyId,
    }
    attributes {
        /// Its name: `US-East-VA`.
        name: Option<String> = "lenient::text",
        /// What it is.
        description: Option<String> = "lenient::text",
        /// Its DNS name: `us-east-va.sip.flowroute.com`.
        naptr: Option<String> = "lenient::text",
        /// The networks to let in, each as a CIDR block or as a range of addresses.
        firewall_rules: Vec<String> = "lenient::one_or_many",
    }
}

endpoint! {
    /// Lists the points of presence that can deliver inbound calls, all on one page.
    #[derive(Copy, Default)]
    #[non_exhaustive]
    pub struct ListEdgeStrategies {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.routes.list_edge_strategies");
    GET "/v2/routes/edge_strategies" -> Page<EdgeStrategy>: many;
    list(paging: SinglePage) EdgeStrategy, key EdgeStrategyId = |strategy| Some(strategy.id.clone());
}
