//! Deleting an invitation (docs/contracts/tropo.md §2.7, I5).

use super::InvitationCode;
use super::invitation::Scope;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Deletes the invitation of this code: nobody can sign up with it any more.
    pub struct DeleteInvitation { code: InvitationCode }
    optional in scope: Scope {
        /// Among those of this user.
        of_user(impl Into<UserId>),
    }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.invitations.delete", "deleted");
    DELETE "{scope}/invitations/{code}" -> (): nothing;
    subject "{code}{scope}";

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}
