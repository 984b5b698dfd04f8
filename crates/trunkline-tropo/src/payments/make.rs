//! `POST users/{id}/payments` (docs/contracts/tropo.md §2.2, P6).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Money, Operation, Path, ValidationError};

use crate::TROPO;
use crate::amount::decimal;
use crate::response::{body, nothing};
use crate::users::UserId;

/// Charges a user's payment method at once and adds the amount to the balance.
///
/// # If the outcome is unknown
/// It is never sent again, and no read settles it: compare the [balance](super::GetBalance) with what it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct MakePayment {
    #[serde(skip)]
    user: UserId,
    #[serde(serialize_with = "decimal")]
    amount: Money,
}

impl MakePayment {
    /// Charges `user` this many dollars, more than none.
    pub fn new(user: impl Into<UserId>, amount: Money) -> Self {
        Self {
            user: user.into(),
            amount,
        }
    }
}

impl Endpoint for MakePayment {
    // There is no idempotency key, and it charges a card. The answer is about money, not about the card.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.payments.make", "charged")
        .unknown_outcome("the payment method may have been charged, and the payment was not sent again");
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("payments");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        if self.amount > Money::ZERO {
            return Ok(());
        }
        Err(ValidationError::new("amount", "must be more than nothing").got(self.amount))
    }

    /// The answer is prose.
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} of user {}", self.amount, self.user))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "compare payments.balance of user {} with what it was before",
            self.user
        ))
    }
}
