//! The nine operations, in the order of the contract (docs/contracts/flowroute-v1.md §2).

use http::Method;

use super::{inventory, numbers, routes};
use crate::api::Operation;

#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("flowroute.v1.inventory.list_area_codes", Method::GET, "/flowroute/v1/available-tns/npas", inventory::list_area_codes),
    Operation::read("flowroute.v1.inventory.list_exchanges", Method::GET, "/flowroute/v1/available-tns/npanxxs", inventory::list_exchanges),
    Operation::read("flowroute.v1.inventory.search", Method::GET, "/flowroute/v1/available-tns/tns", inventory::search),
    Operation::write("flowroute.v1.numbers.purchase", Method::PUT, "/flowroute/v1/tns/{number}", numbers::purchase),
    Operation::read("flowroute.v1.numbers.list", Method::GET, "/flowroute/v1/tns", numbers::list),
    Operation::read("flowroute.v1.numbers.get", Method::GET, "/flowroute/v1/tns/{number}", numbers::get),
    Operation::write("flowroute.v1.numbers.update_routes", Method::PATCH, "/flowroute/v1/tns/{number}", numbers::update_routes),
    Operation::read("flowroute.v1.routes.list", Method::GET, "/flowroute/v1/routes", routes::list),
    Operation::write("flowroute.v1.routes.create", Method::PUT, "/flowroute/v1/routes/{name}", routes::create),
];
