//! Caller names, and which numbers use them (docs/contracts/flowroute-v2.md §2.6, §3.4).
//!
//! This is the name that is shown when a number of the account calls. Looking up the names of those who call it is
//! switched per number: see [`UpdateNumber`](crate::numbers::UpdateNumber).

mod associate;
mod association;
mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod record;
mod rules;
mod unassociate;
mod update;

pub use associate::AssociateCnam;
pub use association::CnamAssociation;
pub use create::CreateCnam;
pub use delete::DeleteCnam;
pub use get::GetCnam;
#[cfg(feature = "client")]
pub use handle::CnamApi;
pub use list::ListCnams;
pub use record::{Cnam, CnamId, CnamState};
pub use unassociate::UnassociateCnam;
pub use update::UpdateCnam;
