//! Numbers on the account (docs/contracts/flowroute-v1.md §2, 4 to 7).

mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod owned;
mod purchase;
mod update_routes;

pub use get::GetNumber;
#[cfg(feature = "client")]
pub use handle::Numbers;
pub use list::ListNumbers;
pub use owned::{NumberDetails, OwnedNumber, RouteRef};
pub use purchase::Purchase;
pub use update_routes::UpdateRoutes;
