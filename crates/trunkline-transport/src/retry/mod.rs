//! Whether a failed call is sent again: what a failure proves, when to try again, and the loop.
//!
//! [`judge`] is the table: what a failure proves, and what repeating the call does, decide whether it may be sent again and
//! what the caller is told if it is not. It is pure, as is [`next`], which adds attempts, deadline and budget.

mod after;
mod again;
mod backoff;
mod budget;
mod judge;
mod observer;
mod policy;

pub use backoff::{Decision, Situation, Stop, next};
pub use judge::{Evidence, Verdict, judge};
pub use observer::{RetryCause, RetryEvent};
pub use policy::RetryPolicy;

pub(crate) use after::retry_after;
pub(crate) use again::{Retry, Settings};
pub(crate) use budget::Budget;
pub(crate) use observer::Observer;
