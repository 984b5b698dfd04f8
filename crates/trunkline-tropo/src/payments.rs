//! Money: payment method, recurrence, payments, balance (docs/contracts/tropo.md §2.2, §3.3).

mod card;
mod get_balance;
mod get_method;
mod get_recurrence;
#[cfg(feature = "client")]
mod handle;
mod make;
mod set_method;
mod set_recurrence;

pub use card::{BillingAddress, Card};
pub use get_balance::{Balance, GetBalance};
pub use get_method::{GetPaymentMethod, PaymentMethod};
pub use get_recurrence::{GetRecurrence, Recurrence};
#[cfg(feature = "client")]
pub use handle::Payments;
pub use make::MakePayment;
pub use set_method::SetPaymentMethod;
pub use set_recurrence::SetRecurrence;
