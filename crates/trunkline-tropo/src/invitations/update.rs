//! `PUT invitations/{code}` and `PUT users/{user}/invitations/{code}` (docs/contracts/tropo.md §2.7, I4).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Money, Operation, Path, ValidationError, ensure,
};

use super::InvitationCode;
use super::invitation::{collection, named};
use crate::TROPO;
use crate::amount::number_some;
use crate::response::{body, nothing};
use crate::applications::Partition;
use crate::users::UserId;

/// Changes an invitation. Only what is set is sent; the rest stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct UpdateInvitation {
    #[serde(skip)]
    code: InvitationCode,
    #[serde(skip)]
    user: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_some")]
    credit: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition: Option<Partition>,
}

impl UpdateInvitation {
    /// Changes the invitation of this code; say what with the setters.
    pub fn new(code: impl Into<InvitationCode>) -> Self {
        Self {
            code: code.into(),
            user: None,
            count: None,
            credit: None,
            partition: None,
        }
    }

    /// Among those of this user.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// How many users can still sign up with it.
    pub fn count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }

    /// What a new user's balance starts with.
    pub fn credit(mut self, credit: Money) -> Self {
        self.credit = Some(credit);
        self
    }

    /// Where it is valid.
    pub fn partition(mut self, partition: impl Into<Partition>) -> Self {
        self.partition = Some(partition.into());
        self
    }
}

impl Endpoint for UpdateInvitation {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.invitations.update", "changed");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
        path.push(&self.code);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        let changes = self.count.is_some() || self.credit.is_some() || self.partition.is_some();
        ensure(changes, "count", "or something else to change must be set")?;
        ensure(
            !self.credit.is_some_and(Money::is_negative),
            "credit",
            "must not be negative",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        named(self.code.as_str(), self.user.as_ref())
    }
}
