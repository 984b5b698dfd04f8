//! Showing a user's balance (docs/contracts/tropo.md §2.2, U7).

use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Shows a user's balance.
    pub struct GetBalance { user: UserId }

    OPERATION = Operation::read(&TROPO, "tropo.v1.payments.balance");
    GET "/users/{user}/usage" -> Balance: one;
    subject "of user {user}";
}

record! {
    /// What a user has.
    #[derive(PartialEq, Eq)]
    pub struct Balance {
        /// What there is.
        balance: Money,
        /// Usage that is not charged yet.
        pending_usage_amount: Option<Money> = "lenient::optional",
        /// Payments that are not credited yet.
        pending_recharge_amount: Option<Money> = "lenient::optional",
    }
}
