//! `DELETE users/[{id}/]partitions/production/platforms/sms/whitelist/{value}` (docs/contracts/tropo.md §2.8, W3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{
    DecodeError, Endpoint, ErrorKind, Operation, Path, PhoneNumber, Refusal, ValidationError,
};

use super::{collection, digits, plain};
use crate::TROPO;
use crate::response::nothing;
use crate::rules::subject;
use crate::users::UserId;

/// Takes a number off a whitelist.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RemoveFromWhitelist {
    user: Option<UserId>,
    value: Box<str>,
}

impl RemoveFromWhitelist {
    /// Takes this number off the whitelist of the user who calls. Any way to write it will do.
    pub fn new(number: impl AsRef<str>) -> Self {
        Self {
            user: None,
            value: plain(number.as_ref()),
        }
    }

    /// Off that of this user instead.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }
}

impl From<&str> for RemoveFromWhitelist {
    fn from(number: &str) -> Self {
        Self::new(number)
    }
}

impl From<PhoneNumber> for RemoveFromWhitelist {
    fn from(number: PhoneNumber) -> Self {
        Self {
            user: None,
            value: number.digits().to_string().into(),
        }
    }
}

impl Endpoint for RemoveFromWhitelist {
    // The second request finds nothing to take off: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.whitelist.remove", "taken off");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
        path.push(&self.value);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        digits(&self.value)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has taken it off.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        subject(&self.value)
    }
}
