//! Inbound voice routes, and which of them a number uses (docs/contracts/flowroute-v2.md §2.4, §3.2).

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
