//! `PUT users/{id}/payment/recurrence` (docs/contracts/tropo.md §2.2, P5).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{
    Content, DecodeError, EncodeError, Endpoint, Money, Operation, Path, ValidationError, ensure,
};

use crate::TROPO;
use crate::amount::number;
use crate::response::{body, nothing};
use crate::users::UserId;

/// Lets the carrier charge the payment method by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct SetRecurrence {
    #[serde(skip)]
    user: UserId,
    #[serde(serialize_with = "number")]
    recharge_amount: Money,
    threshold_percentage: u32,
}

impl SetRecurrence {
    /// Charges `amount` when the balance falls below `percentage`. Of what, no source says; what
    /// [`GetRecurrence`](super::GetRecurrence) shows afterwards is an amount.
    pub fn new(user: impl Into<UserId>, amount: Money, percentage: u32) -> Self {
        Self {
            user: user.into(),
            recharge_amount: amount,
            threshold_percentage: percentage,
        }
    }
}

impl Endpoint for SetRecurrence {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.payments.set_recurrence", "changed");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users")
            .push(&self.user)
            .push("payment")
            .push("recurrence");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            !self.recharge_amount.is_negative(),
            "rechargeAmount",
            "must not be negative",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
