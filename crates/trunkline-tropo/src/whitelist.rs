//! The numbers that a user may send SMS to in production (docs/contracts/tropo.md §2.8, §3.7).
//!
//! Each call is about the user who calls, or with `of_user` about another one. Partition and platform are fixed.

mod add;
#[cfg(feature = "client")]
mod handle;
mod list;
mod remove;
mod whitelisted;

pub use add::AddToWhitelist;
#[cfg(feature = "client")]
pub use handle::Whitelist;
pub use list::{ListWhitelist, WhitelistEntry};
pub use remove::RemoveFromWhitelist;
pub use whitelisted::WhitelistNumber;
