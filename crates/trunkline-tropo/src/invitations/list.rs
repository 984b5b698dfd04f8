//! `GET invitations` and `GET users/{user}/invitations` (docs/contracts/tropo.md §2.7, I1).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path};

use super::Invitation;
use super::invitation::collection;
use crate::TROPO;
use crate::response::{many, whole_list};
use crate::users::UserId;

/// Lists invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListInvitations {
    user: Option<UserId>,
}

impl ListInvitations {
    /// Those of the service.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those of this user instead.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }
}

whole_list!(ListInvitations, Invitation);

impl Endpoint for ListInvitations {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.invitations.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Invitation>;

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        self.user.as_ref().map(|user| format!("of user {user}"))
    }
}
