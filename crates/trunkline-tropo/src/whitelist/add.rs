//! `POST users/[{id}/]partitions/production/platforms/sms/whitelist` (docs/contracts/tropo.md §2.8, W2).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Operation, Path, PhoneNumber, ValidationError,
};

use super::{collection, digits, plain};
use crate::TROPO;
use crate::response::{body, nothing};
use crate::rules::subject;
use crate::users::UserId;

/// Puts a number on a whitelist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct AddToWhitelist {
    #[serde(skip)]
    user: Option<UserId>,
    value: Box<str>,
}

impl AddToWhitelist {
    /// Puts this number on the whitelist of the user who calls. Any way to write it will do.
    pub fn new(number: impl AsRef<str>) -> Self {
        Self {
            user: None,
            value: plain(number.as_ref()),
        }
    }

    /// On that of this user instead.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl From<&str> for AddToWhitelist {
    fn from(number: &str) -> Self {
        Self::new(number)
    }
}

impl From<PhoneNumber> for AddToWhitelist {
    fn from(number: PhoneNumber) -> Self {
        Self {
            user: None,
            value: number.digits().to_string().into(),
        }
    }
}

impl Endpoint for AddToWhitelist {
    // The list is a set (assumed), and a number that came twice would still mean the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.whitelist.add", "added");
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        digits(&self.value)
    }

    /// The answer is a list or a link, of this entry or another one (docs/contracts/tropo.md §4, item 8).
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        subject(&self.value)
    }
}
