//! `GET users/{id or user name}` (docs/contracts/tropo.md §2.1, U1).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{User, UserId};
use crate::TROPO;
use crate::response::one;

/// Shows a user, by id or by user name. Another user than oneself is forbidden rather than not found; to see whether
/// a user name is free, use [`CheckUsername`](super::CheckUsername).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetUser {
    user: UserId,
}

impl GetUser {
    /// Shows the user with this id or user name.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for GetUser {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

impl Endpoint for GetUser {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.users.get");
    const METHOD: Method = Method::GET;
    type Output = User;

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.user.to_string())
    }
}
