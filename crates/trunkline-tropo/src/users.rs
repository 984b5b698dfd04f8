//! Users of the service (docs/contracts/tropo.md §2.1, §3.1).

mod check_name;
mod confirm;
mod create;
mod get;
#[cfg(feature = "client")]
mod handle;
mod list_applications;
mod modify;
mod profile;
mod search;
mod user;

pub use check_name::{CheckUsername, UsernameCheck};
pub use confirm::ConfirmUser;
pub use create::{CreateUser, CreatedUser};
pub use get::GetUser;
#[cfg(feature = "client")]
pub use handle::Users;
pub use list_applications::ListUserApplications;
pub use modify::ModifyUser;
pub use search::SearchUsers;
pub use user::{User, UserId, UserStatus};
