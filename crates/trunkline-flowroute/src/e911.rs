//! Emergency addresses, and which numbers use them (docs/contracts/flowroute-v2.md §2.5, §3.3).
//!
//! A wrong address costs the dispatcher time. Everything the contract says about one is checked before it is sent;
//! only the carrier can check whether the place exists: [`ValidateE911`] does, and stores nothing.

mod address;
mod associate;
mod attributes;
mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod list_numbers;
mod record;
mod unassociate;
mod update;
mod validate;

pub use address::Address;
pub use associate::AssociateE911;
pub use create::CreateE911;
pub use delete::DeleteE911;
pub use get::GetE911;
#[cfg(feature = "client")]
pub use handle::E911Api;
pub use list::ListE911;
pub use list_numbers::{AssociatedNumber, ListE911Numbers};
pub use record::{AddressType, E911, E911Id};
pub use unassociate::UnassociateE911;
pub use update::UpdateE911;
pub use validate::ValidateE911;
