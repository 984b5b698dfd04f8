//! Phone numbers: for sale and owned (docs/contracts/flowroute-v2.md §2.3, §3.1).

mod details;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod list_area_codes;
mod list_exchanges;
mod list_tiers;
mod offer;
mod owned;
mod pattern;
mod purchase;
mod release;
mod search;
mod set_callback;
mod update;

pub use details::GetNumbers;
pub use get::GetNumber;
#[cfg(feature = "client")]
pub use handle::Numbers;
pub use list::ListNumbers;
pub use list_area_codes::{AvailableAreaCode, ListAreaCodes};
pub use list_exchanges::{AvailableExchange, ListExchanges};
pub use list_tiers::{AvailableTier, ListTiers};
pub use offer::{NumberType, Offer};
pub use owned::{MessageProvision, NumberStatus, OwnedNumber, ProvisionId, Relationships};
pub use purchase::{Purchase, Purchased};
pub use release::Release;
pub use search::{OrderBy, SearchNumbers, SortBy};
pub use set_callback::SetNumberCallback;
pub use update::{UpdateNumber, Updated};
