//! Showing an invitation (docs/contracts/tropo.md §2.7, I2).

use super::invitation::Scope;
use super::{Invitation, InvitationCode};
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Shows the invitation of this code.
    pub struct GetInvitation { code: InvitationCode }
    optional in scope: Scope {
        /// Among those of this user.
        of_user(impl Into<UserId>),
    }

    OPERATION = Operation::read(&TROPO, "tropo.v1.invitations.get");
    GET "{scope}/invitations/{code}" -> Invitation: one;
    subject "{code}{scope}";
}
