//! Setting a user's automatic charges (docs/contracts/tropo.md §2.2, P5).

use crate::amount::Number;
use crate::prelude::*;
use crate::rules::not_negative;
use crate::users::UserId;

/// Sets the automatic charges to a user's payment method.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SetRecurrence {
    user: UserId,
    amount: Money,
    percentage: u32,
}

impl SetRecurrence {
    /// Charges `amount` when the balance falls below `percentage`. Of what, no source says; what
    /// [`GetRecurrence`](super::GetRecurrence) shows afterwards is an amount.
    pub fn new(user: impl Into<UserId>, amount: Money, percentage: u32) -> Self {
        let user = user.into();
        Self {
            user,
            amount,
            percentage,
        }
    }
}

endpoint! {
    impl SetRecurrence { user }
    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.payments.set_recurrence", "changed");
    PUT "/users/{user}/payment/recurrence" -> (): nothing;
    subject "of user {user}";

    fn body(&self) -> Body {
        JsonObject::new()
            .with("rechargeAmount", Number(self.amount))
            .with("thresholdPercentage", self.percentage)
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        not_negative("rechargeAmount", Some(self.amount))
    }
}
