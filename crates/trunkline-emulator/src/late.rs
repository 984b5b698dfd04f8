//! Calls whose reply was lost and that take effect later, in the order they are due.
//!
//! Nothing runs in the background: whoever looks at the state first has the due calls executed, so nobody can tell the
//! difference, nothing has to be stopped at the end, and paused time works.

use std::collections::BTreeMap;

use tokio::time::Instant;

use crate::engine::Ticket;
use crate::wire::Incoming;

/// Most calls that wait at a time; each may hold a body of 1 MiB.
const LIMIT: usize = 1000;

/// A call that takes effect later.
pub(crate) struct LateCall {
    pub(crate) ticket: Ticket,
    pub(crate) request: Incoming,
}

/// All of them, by when they are due and then by the order they came in.
#[derive(Default)]
pub(crate) struct LateCalls {
    waiting: BTreeMap<(Instant, u64), LateCall>,
}

impl LateCalls {
    /// Keeps a call until it is due; false, and nothing is kept, if there are too many.
    pub(crate) fn add(&mut self, due: Instant, seq: u64, call: LateCall) -> bool {
        let fits = self.waiting.len() < LIMIT;
        if fits {
            self.waiting.insert((due, seq), call);
        }
        fits
    }

    /// Takes out the next call that is due by now.
    pub(crate) fn take_due(&mut self, now: Instant) -> Option<(Instant, LateCall)> {
        let next = self.waiting.first_entry().filter(|entry| entry.key().0 <= now)?;
        let ((due, _), call) = next.remove_entry();
        Some((due, call))
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }
}
