//! Invitations: codes to sign up with, of the service or of a user (docs/contracts/tropo.md §2.7, §3.7).
//!
//! Each call is about the service's own invitations, or with `of_user` about those of a user: `users/{user}/` then
//! comes before the path.

mod create;
mod delete;
mod get;
#[cfg(feature = "client")]
mod handle;
mod invitation;
mod list;
mod update;

pub use create::{CreateInvitation, CreatedInvitation};
pub use delete::DeleteInvitation;
pub use get::GetInvitation;
#[cfg(feature = "client")]
pub use handle::Invitations;
pub use invitation::{Invitation, InvitationCode};
pub use list::ListInvitations;
pub use update::UpdateInvitation;
