//! Showing a user's payment method (docs/contracts/tropo.md §2.2, P1).

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::catalog::PaymentTypeId;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Shows how a user pays.
    pub struct GetPaymentMethod { user: UserId }

    // The account number should come masked, but that rests on one source.
    OPERATION = Operation::read(&TROPO, "tropo.v1.payments.method").confidential();
    GET "/users/{user}/payment/method" -> PaymentMethod: one;
    subject "of user {user}";
}

/// How a user pays. Of the account number no more than the last four characters are kept, whatever the carrier sends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct PaymentMethod {
    /// The type's id: the last segment of its link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PaymentTypeId>,
    /// The type's link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_type: Option<Href>,
    /// The type's name: `visa`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_type_name: Option<String>,
    /// The end of the account number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// The amount of an automatic charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recharge_amount: Option<Money>,
    /// Below which balance.
    #[serde(skip_serializing_if = "Option::is_none")]
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
    payment_type_name: Option<String>,
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
            last_four: wire.account_number.map(|number| last_four(&number)),
            recharge_amount: wire.recharge_amount,
            recharge_threshold: wire.recharge_threshold,
        }
    }
}

fn last_four(number: &SecretString) -> String {
    let number = number.expose_secret();
    number
        .chars()
        .skip(number.chars().count().saturating_sub(4))
        .collect()
}
