//! `DELETE invitations/{code}` and `DELETE users/{user}/invitations/{code}` (docs/contracts/tropo.md §2.7, I5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::InvitationCode;
use super::invitation::{collection, named};
use crate::TROPO;
use crate::response::nothing;
use crate::users::UserId;

/// Deletes an invitation: nobody can sign up with it any more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteInvitation {
    code: InvitationCode,
    user: Option<UserId>,
}

impl DeleteInvitation {
    /// Deletes the invitation of this code.
    pub fn new(code: impl Into<InvitationCode>) -> Self {
        Self {
            code: code.into(),
            user: None,
        }
    }

    /// Among those of this user.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl<I: Into<InvitationCode>> From<I> for DeleteInvitation {
    fn from(code: I) -> Self {
        Self::new(code)
    }
}

impl Endpoint for DeleteInvitation {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.invitations.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
        path.push(&self.code);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        named(self.code.as_str(), self.user.as_ref())
    }
}
