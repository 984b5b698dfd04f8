//! `GET users/{id}/payment/recurrence` (docs/contracts/tropo.md §2.2, P4).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Money, Operation, Path, lenient};

use crate::TROPO;
use crate::response::one;
use crate::users::UserId;

/// Shows when and with how much the carrier charges the payment method by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetRecurrence {
    user: UserId,
}

impl GetRecurrence {
    /// That of `user`.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for GetRecurrence {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

/// When and with how much the carrier charges the payment method by itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Recurrence {
    /// How much is charged.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub recharge_amount: Option<Money>,
    /// Below which balance.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub recharge_threshold: Option<Money>,
}

impl Endpoint for GetRecurrence {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.payments.recurrence");
    const METHOD: Method = Method::GET;
    type Output = Recurrence;

    fn path(&self, path: &mut Path) {
        path.push("users")
            .push(&self.user)
            .push("payment")
            .push("recurrence");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
