//! Whether a failed call is sent again: the policy, the budget, and the layer.
//!
//! What a failure proves ([`trunkline_core::Evidence`]) and what repeating the call does ([`trunkline_core::Effect`]) decide
//! whether it may be sent again; policy, budget and deadline decide whether it is.

mod backoff;
mod budget;
mod layer;
mod policy;
mod retry_after;

pub use layer::{RetryLayer, RetryService};
pub use policy::RetryPolicy;

pub(crate) use budget::Budget;
pub(crate) use layer::Settings;
pub(crate) use retry_after::retry_after;
