//! Inbound voice routes, and which of them a number uses (docs/contracts/flowroute-v2.md §2.4, §3.2).
//!
//! | call | endpoint |
//! |---|---|
//! | [`CreateRoute`] | `POST /v2/routes` |
//! | [`ListRoutes`] | `GET /v2/routes` |
//! | [`GetRoute`] | `GET /v2/routes/{id}` |
//! | [`UpdateRoute`] | `PATCH /v2/routes/{id}` |
//! | [`DeleteRoute`] | `DELETE /v2/routes/{id}` |
//! | [`ListEdgeStrategies`] | `GET /v2/routes/edge_strategies` |
//! | [`SetPrimaryRoute`] | `PATCH /v2/numbers/{number}/relationships/primary_route` |
//! | [`ClearPrimaryRoute`] | `DELETE /v2/numbers/{number}/relationships/primary_route` |
//! | [`SetFailoverRoute`] | `PATCH /v2/numbers/{number}/relationships/failover_route` |
//! | [`ClearFailoverRoute`] | `DELETE /v2/numbers/{number}/relationships/failover_route` |

mod clear_failover;
mod clear_primary;
mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod list_edge_strategies;
mod route;
mod set_failover;
mod set_primary;
mod target;
mod update;

pub use clear_failover::ClearFailoverRoute;
pub use clear_primary::ClearPrimaryRoute;
pub use create::CreateRoute;
pub use delete::DeleteRoute;
pub use get::GetRoute;
#[cfg(feature = "client")]
pub use handle::Routes;
pub use list::ListRoutes;
pub use list_edge_strategies::{EdgeStrategy, ListEdgeStrategies};
pub use route::{EdgeStrategyId, Route, RouteId, RouteType};
pub use set_failover::SetFailoverRoute;
pub use set_primary::SetPrimaryRoute;
pub use target::{HostTarget, RouteTarget, UriTarget};
pub use update::UpdateRoute;
