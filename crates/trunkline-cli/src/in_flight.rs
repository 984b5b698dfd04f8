//! Remembers the billable operation in flight, for the message after Ctrl-C.

use std::sync::{Arc, Mutex, PoisonError};

/// The operation whose outcome an interruption would leave unknown, if there is one.
#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight(Arc<Mutex<Option<PendingOperation>>>);

/// An operation whose outcome an interruption would leave unknown.
#[derive(Clone, Debug)]
pub(crate) struct PendingOperation {
    /// What may have happened: `+12064205780 may have been bought`.
    pub(crate) unknown_outcome: String,
    /// How to find out.
    pub(crate) hint: String,
}

impl InFlight {
    /// Notes an operation until the guard is dropped.
    pub(crate) fn begin(&self, unknown_outcome: impl Into<String>, hint: impl Into<String>) -> Guard {
        self.set(Some(PendingOperation {
            unknown_outcome: unknown_outcome.into(),
            hint: hint.into(),
        }));
        Guard(self.clone())
    }

    /// The operation in flight.
    pub(crate) fn current(&self) -> Option<PendingOperation> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, operation: Option<PendingOperation>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = operation;
    }
}

/// Ends the operation when it is dropped.
#[derive(Debug)]
pub(crate) struct Guard(InFlight);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.set(None);
    }
}
