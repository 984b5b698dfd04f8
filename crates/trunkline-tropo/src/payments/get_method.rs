//! `GET users/{id}/payment/method` (docs/contracts/tropo.md §2.2, P1).

use bytes::Bytes;
use http::{Method, Response};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Money, Operation, Path, lenient};

use crate::response::one;
use crate::catalog::PaymentTypeId;
use crate::users::UserId;
use crate::{Href, TROPO};

/// Shows how a user pays.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetPaymentMethod {
    user: UserId,
}

impl GetPaymentMethod {
    /// That of `user`.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for GetPaymentMethod {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

/// How a user pays. Of the account number no more than the last four characters are kept, whatever the carrier sends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct PaymentMethod {
    /// The type's id: the last segment of its link.
    pub id: Option<PaymentTypeId>,
    /// The type's link.
    pub payment_type: Option<Href>,
    /// The type's name: `visa`.
    pub payment_type_name: Option<Box<str>>,
    /// The end of the account number.
    pub last_four: Option<Box<str>>,
    /// How much is charged by itself.
    pub recharge_amount: Option<Money>,
    /// Below which balance.
    pub recharge_threshold: Option<Money>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    account_number: Option<SecretString>,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_type: Option<Href>,
    #[serde(default, deserialize_with = "lenient::text")]
    payment_type_name: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::optional")]
    recharge_amount: Option<Money>,
    #[serde(default, deserialize_with = "lenient::optional")]
    recharge_threshold: Option<Money>,
}

impl From<Wire> for PaymentMethod {
    fn from(wire: Wire) -> Self {
        Self {
            id: wire.payment_type.as_ref().and_then(Href::id),
            payment_type: wire.payment_type,
            payment_type_name: wire.payment_type_name,
            last_four: wire
                .account_number
                .map(|number| last_four(number.expose_secret())),
            recharge_amount: wire.recharge_amount,
            recharge_threshold: wire.recharge_threshold,
        }
    }
}

fn last_four(number: &str) -> Box<str> {
    let mut end: Vec<char> = number.chars().rev().take(4).collect();
    end.reverse();
    end.into_iter().collect()
}

impl Endpoint for GetPaymentMethod {
    // The account number should come masked, but that rests on one source.
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.payments.method").confidential();
    const METHOD: Method = Method::GET;
    type Output = PaymentMethod;

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("payment").push("method");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
