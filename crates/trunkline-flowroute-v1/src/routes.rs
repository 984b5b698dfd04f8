//! Inbound routes (docs/contracts/flowroute-v1.md §2, 8 and 9).

mod create;
#[cfg(feature = "client")]
mod handle;
mod list;
mod route;
mod target;

pub use create::CreateRoute;
#[cfg(feature = "client")]
pub use handle::Routes;
pub use list::ListRoutes;
pub use route::{Route, RouteName, RouteType};
pub use target::RouteTarget;
