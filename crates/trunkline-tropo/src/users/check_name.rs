//! `GET usernames/{user name}` (docs/contracts/tropo.md §2.1, U6).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Path, ValidationError, lenient};

use crate::response::{flag, one};
use crate::rules::{required, subject};
use crate::{Href, TROPO};

/// Tells whether a user name can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CheckUsername {
    username: Box<str>,
}

impl CheckUsername {
    /// Tells it of this one.
    pub fn new(username: impl Into<Box<str>>) -> Self {
        Self {
            username: username.into(),
        }
    }
}

impl From<&str> for CheckUsername {
    fn from(username: &str) -> Self {
        Self::new(username)
    }
}

/// What the carrier says of a user name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UsernameCheck {
    /// Whether nobody has it. A user of that name **exists** if it is not available.
    #[serde(deserialize_with = "flag")]
    pub available: bool,
    /// Whether it is well-formed. The carrier does not tell its rules.
    #[serde(deserialize_with = "flag")]
    pub valid: bool,
    /// The link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
}

impl UsernameCheck {
    /// Whether a user of that name exists.
    #[must_use]
    pub fn exists(&self) -> bool {
        !self.available
    }
}

impl Endpoint for CheckUsername {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.users.check_name");
    const METHOD: Method = Method::GET;
    type Output = UsernameCheck;

    fn path(&self, path: &mut Path) {
        path.push("usernames").push(&self.username);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("username", &self.username)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        subject(&self.username)
    }
}
