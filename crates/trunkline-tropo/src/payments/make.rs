//! Charging a user's payment method (docs/contracts/tropo.md §2.2, P6).

use crate::amount::Decimal;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Charges a user's payment method at once and adds the amount, in dollars and more than none, to the balance.
    ///
    /// # If the outcome is unknown
    /// It is never sent again, and no read settles it: compare the [balance](super::GetBalance) with what it was before.
    pub struct MakePayment { user: UserId, amount: Money }

    // There is no idempotency key, and it charges a card. The response is prose about money, not about the card.
    OPERATION = Operation::once(&TROPO, "tropo.v1.payments.make", "charged")
        .unknown_outcome("the payment method may have been charged, and the payment was not sent again");
    POST "/users/{user}/payments" -> (): nothing;
    subject "{amount} of user {user}";
    hint "compare payments.balance of user {user} with what it was before";

    fn body(&self) -> Body {
        JsonObject::new().with("amount", Decimal(self.amount)).content(JSON)
    }

    fn validate(&self) -> Valid {
        if self.amount > Money::ZERO {
            return Ok(());
        }
        Err(ValidationError::new("amount", "must be more than nothing").got(self.amount))
    }
}
