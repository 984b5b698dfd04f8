//! Setting a user's payment method (docs/contracts/tropo.md §2.2, P2).

use super::{BillingAddress, Card};
use crate::amount::Number;
use crate::prelude::*;
use crate::rules::not_negative;
use crate::users::UserId;
use secrecy::SecretString;

/// Sets how a user pays, in place of what was set before.
#[derive(Clone, Debug)]
#[must_use]
pub struct SetPaymentMethod {
    user: UserId,
    card: Card,
    billing: BillingAddress,
    email: Option<String>,
    phone_number: Option<String>,
    recharge: Option<(Money, Money)>,
}

impl SetPaymentMethod {
    /// Lets `user` pay with this card.
    pub fn new(user: impl Into<UserId>, card: Card, billing: BillingAddress) -> Self {
        Self {
            user: user.into(),
            card,
            billing,
            email: None,
            phone_number: None,
            recharge: None,
        }
    }

    /// The payer's e-mail address.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// The payer's phone number.
    pub fn phone_number(mut self, number: impl Into<String>) -> Self {
        self.phone_number = Some(number.into());
        self
    }

    /// Lets the carrier charge `amount` by itself when the balance falls below `threshold`, both in dollars.
    pub fn recharge(mut self, amount: Money, threshold: Money) -> Self {
        self.recharge = Some((amount, threshold));
        self
    }
}

endpoint! {
    impl SetPaymentMethod { user }
    // Setting the same values twice leaves the same values; it charges nothing. Requests hold the card.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.payments.set_method", "changed").confidential();
    PUT "/users/{user}/payment/method" -> (): nothing;
    subject "of user {user}";

    fn body(&self) -> Body {
        let (amount, threshold) = self.recharge.unzip();
        self.billing
            .write(self.card.write(JsonObject::new()))
            .with_some("email", self.email.as_ref())
            .with_some("phoneNumber", self.phone_number.as_ref())
            .with_some("rechargeAmount", amount.map(Number))
            .with_some("rechargeThreshold", threshold.map(Number))
            .content(JSON)
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.card.secrets()
    }

    fn validate(&self) -> Valid {
        self.card.validate()?;
        self.billing.validate()?;
        let (amount, threshold) = self.recharge.unzip();
        not_negative("rechargeAmount", amount)?;
        not_negative("rechargeThreshold", threshold)
    }
}
