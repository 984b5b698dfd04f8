//! `GET users/{id}/applications` (docs/contracts/tropo.md §2.1, U8).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path};

use super::UserId;
use crate::TROPO;
use crate::response::{many, whole_list};
use crate::applications::Application;

/// Lists the applications of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListUserApplications {
    user: UserId,
}

impl ListUserApplications {
    /// Those of `user`.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for ListUserApplications {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

whole_list!(ListUserApplications, Application);

impl Endpoint for ListUserApplications {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.users.list_applications");
    const METHOD: Method = Method::GET;
    type Output = Page<Application>;

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("applications");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
