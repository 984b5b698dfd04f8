//! Flowroute v1.

use super::{Known, offered};

/// Flowroute v1 (docs/contracts/flowroute-v1.md §2).
pub const FLOWROUTE_V1: &[Known] = &[
    offered("1", "GET", "/v1/available-tns/npas/"),
    offered("2", "GET", "/v1/available-tns/npanxxs/"),
    offered("3", "GET", "/v1/available-tns/tns/"),
    offered("4", "PUT", "/v1/tns/{tn}"),
    offered("5", "GET", "/v1/tns/"),
    offered("6", "GET", "/v1/tns/{tn}"),
    offered("7", "PATCH", "/v1/tns/{tn}"),
    offered("8", "GET", "/v1/routes/"),
    offered("9", "PUT", "/v1/routes/{route_name}"),
];
