//! `POST invitations` and `POST users/{user}/invitations` (docs/contracts/tropo.md §2.7, I3).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Money, Operation, Path, ValidationError, ensure,
};

use super::InvitationCode;
use super::invitation::{collection, named};
use crate::amount::number_some;
use crate::response::{body, id_of, link};
use crate::applications::Partition;
use crate::rules::required;
use crate::users::UserId;
use crate::{Href, TROPO};

/// Creates an invitation. With a code of your own a lost answer can be looked up; without one it cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[must_use]
pub struct CreateInvitation {
    #[serde(skip)]
    user: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<InvitationCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number_some")]
    credit: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition: Option<Partition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Href>,
}

impl CreateInvitation {
    /// One whose code the carrier makes up: six letters and digits.
    pub fn new() -> Self {
        Self::default()
    }

    /// One with this code.
    pub fn with_code(code: impl Into<InvitationCode>) -> Self {
        Self {
            code: Some(code.into()),
            ..Self::default()
        }
    }

    /// It shall be this user's.
    pub fn of_user(mut self, user: impl Into<UserId>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// How many users can sign up with it.
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

    /// The link of the user it belongs to.
    pub fn owner(mut self, owner: impl Into<Href>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// The code, if it is your own.
    #[must_use]
    pub fn code(&self) -> Option<&InvitationCode> {
        self.code.as_ref()
    }

    /// The user whose it shall be.
    #[must_use]
    pub fn user(&self) -> Option<&UserId> {
        self.user.as_ref()
    }
}

/// An invitation that was just created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedInvitation {
    /// Its code.
    pub code: InvitationCode,
    /// Its link.
    pub href: Href,
}

impl Endpoint for CreateInvitation {
    // Without a code of its own, a second request makes a second invitation, with credit that costs.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.invitations.create", "created");
    const METHOD: Method = Method::POST;
    type Output = CreatedInvitation;

    fn path(&self, path: &mut Path) {
        collection(self.user.as_ref(), path);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.code
            .as_ref()
            .map_or(Ok(()), |code| required("code", code.as_str()))?;
        ensure(
            !self.credit.is_some_and(Money::is_negative),
            "credit",
            "must not be negative",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        let href = link(response)?;
        Ok(CreatedInvitation {
            code: id_of(&href)?,
            href,
        })
    }

    fn subject(&self) -> Option<String> {
        let code = self.code.as_ref().map_or("without code", InvitationCode::as_str);
        named(code, self.user.as_ref())
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(match &self.code {
            Some(code) => format!("check invitations.get {code}: if it is there, it is created"),
            None => "compare invitations.list with what it was before".into(),
        })
    }
}
