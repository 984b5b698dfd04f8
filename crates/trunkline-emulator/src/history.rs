//! What the state was before recent writes, for reads that lag behind them.

use std::collections::VecDeque;

use tokio::time::Instant;

use crate::fault::LONGEST_WAIT;
use crate::store::State;

/// Most states kept; the oldest go first.
const LIMIT: usize = 64;

/// Earlier states, oldest first, each with the moment at which it ended.
#[derive(Default)]
pub(crate) struct History {
    past: VecDeque<(Instant, State)>,
}

impl History {
    /// Keeps a state that is about to change.
    pub(crate) fn keep(&mut self, now: Instant, state: &State) {
        let old = |(ended, _): &(Instant, State)| now.saturating_duration_since(*ended) > LONGEST_WAIT;
        while self.past.len() >= LIMIT || self.past.front().is_some_and(old) {
            self.past.pop_front();
        }
        self.past.push_back((now, state.clone()));
    }

    /// The state at an earlier moment, as far back as it is known; nothing if it has not changed since.
    pub(crate) fn at(&self, moment: Instant) -> Option<&State> {
        let found = self.past.iter().find(|(ended, _)| *ended > moment);
        found.map(|(_, state)| state)
    }

    pub(crate) fn clear(&mut self) {
        self.past.clear();
    }
}
