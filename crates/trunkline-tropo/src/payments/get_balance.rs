//! `GET users/{id}/usage` (docs/contracts/tropo.md §2.2, U7).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Money, Operation, Path, lenient};

use crate::TROPO;
use crate::response::one;
use crate::users::UserId;

/// Shows a user's balance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetBalance {
    user: UserId,
}

impl GetBalance {
    /// That of `user`.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for GetBalance {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

/// What a user has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Balance {
    /// What there is.
    pub balance: Money,
    /// Usage that is not charged yet.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub pending_usage_amount: Option<Money>,
    /// Payments that are not credited yet.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub pending_recharge_amount: Option<Money>,
}

impl Endpoint for GetBalance {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.payments.balance");
    const METHOD: Method = Method::GET;
    type Output = Balance;

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("usage");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
