//! An invitation (docs/contracts/tropo.md §3.7), and whose invitations a call is about.

use std::fmt;

use crate::applications::Partition;
use crate::prelude::*;
use crate::users::UserId;

string_id! {
    /// The code of an invitation, which people type in.
    pub struct InvitationCode;
}

record! {
    /// An invitation. Lists may tell nothing but its link.
    #[derive(PartialEq, Eq)]
    pub struct Invitation: code(InvitationCode), href(Option<Href>, unless "Option::is_none") {
        /// How many sign-ups are left.
        count: Option<u32> = "lenient::u32",
        /// What a new user's balance starts with.
        credit: Option<Money> = "lenient::optional",
        /// The user it belongs to, as a link. Those of the service belong to nobody.
        owner: Option<Href> = "lenient::text",
        /// Where it is valid.
        partition: Option<Partition> = "lenient::text",
    }
}

/// The service's own invitations, or those of one user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(super) of_user: Option<UserId>,
}

impl PathPart for Scope {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of_user {
            Some(user) => write!(f, "/users/{}", Segment(user)),
            None => Ok(()),
        }
    }
}

/// What stands behind the code in an error line.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of_user {
            Some(user) => write!(f, " of user {user}"),
            None => Ok(()),
        }
    }
}
