//! `GET invitations/{code}` and `GET users/{user}/invitations/{code}` (docs/contracts/tropo.md §2.7, I2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::invitation::{collection, named};
use super::{Invitation, InvitationCode};
use crate::TROPO;
use crate::response::one;
use crate::users::UserId;

/// Shows an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetInvitation {
    code: InvitationCode,
    user: Option<UserId>,
}

impl GetInvitation {
    /// Shows the invitation of this code.
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

impl<I: Into<InvitationCode>> From<I> for GetInvitation {
    fn from(code: I) -> Self {
        Self::new(code)
    }
}

impl Endpoint for GetInvitation {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.invitations.get");
    const METHOD: Method = Method::GET;
    type Output = Invitation;

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
        path.push(&self.code);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        named(self.code.as_str(), self.user.as_ref())
    }
}
