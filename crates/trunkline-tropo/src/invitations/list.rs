//! Listing invitations (docs/contracts/tropo.md §2.7, I1).

use super::Invitation;
use super::invitation::Scope;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Lists the invitations of the service.
    #[derive(Default)]
    pub struct ListInvitations {}
    optional in scope: Scope {
        /// Those of this user instead.
        of_user(impl Into<UserId>),
    }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.invitations.list");
    GET "{scope}/invitations" -> Page<Invitation>: many;
    list(paging: SinglePage) Invitation, key () = |_| None;

    fn subject(&self) -> Option<String> {
        Some(self.scope.to_string().trim_start().to_owned())
    }
}
