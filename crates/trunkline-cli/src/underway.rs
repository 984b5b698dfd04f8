//! What is being paid for at this moment, for whoever presses Ctrl-C.

use std::sync::{Arc, Mutex, PoisonError};

/// Remembers the paid or sent call that is under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnderWay(Arc<Mutex<Option<Call>>>);

/// A call whose outcome an interruption would leave open.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What may have happened: `+12064205780 may have been bought`.
    pub(crate) doubt: String,
    /// What to look at.
    pub(crate) look_at: String,
}

impl UnderWay {
    /// Notes a call until the guard is dropped.
    pub(crate) fn begin(&self, doubt: impl Into<String>, look_at: impl Into<String>) -> Guard {
        self.set(Some(Call {
            doubt: doubt.into(),
            look_at: look_at.into(),
        }));
        Guard(self.clone())
    }

    /// The call that is under way.
    pub(crate) fn now(&self) -> Option<Call> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, call: Option<Call>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = call;
    }
}

/// Ends the note when it is dropped.
#[derive(Debug)]
pub(crate) struct Guard(UnderWay);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.set(None);
    }
}
