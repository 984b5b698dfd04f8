//! `tropo.payments()`.

use trunkline_core::Result;
use trunkline_transport::handle;

use super::{
    Balance, GetBalance, GetPaymentMethod, GetRecurrence, MakePayment, PaymentMethod, Recurrence,
    SetPaymentMethod, SetRecurrence,
};

handle! {
    /// Payment method, recurrence, payments and balance of a user.
    pub struct Payments;
}

impl Payments {
    /// Shows how a user pays.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is no such user or no payment method.
    pub async fn method(&self, request: impl Into<GetPaymentMethod>) -> Result<PaymentMethod> {
        self.0.send(request.into()).await
    }

    /// Sets how a user pays, in place of what was set before. Nothing is charged.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::InvalidInput`] names the field before anything is sent.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_method(&self, request: SetPaymentMethod) -> Result<()> {
        self.0.send(request).await
    }

    /// Shows when and with how much the carrier charges the payment method by itself.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn recurrence(&self, request: impl Into<GetRecurrence>) -> Result<Recurrence> {
        self.0.send(request.into()).await
    }

    /// Lets the carrier charge the payment method by itself.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_recurrence(&self, request: SetRecurrence) -> Result<()> {
        self.0.send(request).await
    }

    /// Charges a user's payment method at once, and never twice.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::InvalidInput`]: the amount is not more than nothing; nothing was sent.
    /// * [`trunkline_core::ErrorKind::Rejected`]: there is no payment method (assumed).
    ///
    /// # If the outcome is unknown
    /// It is never sent again, and no read settles it: compare the [`balance`](Self::balance) with what it was before.
    pub async fn make(&self, request: MakePayment) -> Result<()> {
        self.0.send(request).await
    }

    /// Shows a user's balance.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn balance(&self, request: impl Into<GetBalance>) -> Result<Balance> {
        self.0.send(request.into()).await
    }
}
