//! Numbers that are for sale (docs/contracts/flowroute-v1.md §2, 1 to 3).

mod available;
#[cfg(feature = "client")]
mod handle;
mod list_area_codes;
mod list_exchanges;
mod offer;
mod search;

pub use available::{AvailableAreaCode, AvailableExchange};
#[cfg(feature = "client")]
pub use handle::Inventory;
pub use list_area_codes::ListAreaCodes;
pub use list_exchanges::ListExchanges;
pub use offer::Offer;
pub use search::SearchNumbers;
