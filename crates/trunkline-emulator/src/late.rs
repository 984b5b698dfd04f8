//! Calls whose reply was lost and that take effect later, in the order they are due.
//!
//! Nothing runs in the background: whoever looks at the state first has the due calls executed, so nobody can tell the
//! difference, nothing has to be stopped at the end, and paused time works.

use std::collections::BTreeMap;

use tokio::time::Instant;

/// Most calls that wait at a time; each may hold a body of 1 MiB.
const LIMIT: usize = 1000;

/// Calls by when they are due, then by the order they came in.
pub(crate) struct LateCalls<C> {
    waiting: BTreeMap<(Instant, u64), C>,
}

impl<C> Default for LateCalls<C> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
        }
    }
}

impl<C> LateCalls<C> {
    /// Keeps a call until it is due; false, and nothing is kept, if there are too many.
    pub(crate) fn add(&mut self, due: Instant, seq: u64, call: C) -> bool {
        let fits = self.waiting.len() < LIMIT;
        if fits {
            self.waiting.insert((due, seq), call);
        }
        fits
    }

    /// Takes out the next call that is due by now.
    pub(crate) fn take_due(&mut self, now: Instant) -> Option<(Instant, C)> {
        let next = self.waiting.first_entry().filter(|entry| entry.key().0 <= now)?;
        let ((due, _), call) = next.remove_entry();
        Some((due, call))
    }

    /// When the next call is due.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }
}
