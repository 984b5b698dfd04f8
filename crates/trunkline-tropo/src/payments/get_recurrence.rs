//! Showing a user's automatic charges (docs/contracts/tropo.md §2.2, P4).

use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Shows when and with how much the carrier charges the payment method by itself.
    pub struct GetRecurrence { user: UserId }

    OPERATION = Operation::read(&TROPO, "tropo.v1.payments.recurrence");
    GET "/users/{user}/payment/recurrence" -> Recurrence: one;
    subject "of user {user}";
}

record! {
    /// When and with how much the carrier charges the payment method by itself.
    #[derive(PartialEq, Eq)]
    pub struct Recurrence {
        /// How much is charged.
        recharge_amount: Option<Money> = "lenient::optional",
        /// Below which balance.
        recharge_threshold: Option<Money> = "lenient::optional",
    }
}
