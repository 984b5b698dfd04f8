//! Applications: what answers calls and messages (docs/contracts/tropo.md §2.5, §3.2).

mod application;
mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list;
mod update;

pub use application::{Application, ApplicationId, Partition, Platform};
pub use create::{CreateApplication, CreatedApplication};
pub use delete::DeleteApplication;
pub use get::GetApplication;
#[cfg(feature = "client")]
pub use handle::{ApplicationWithAddresses, Applications};
pub use list::ListApplications;
pub use update::UpdateApplication;
