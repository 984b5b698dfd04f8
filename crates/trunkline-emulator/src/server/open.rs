//! The open connections: not too many, and none that waits for its client keeps others out.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::task::AbortHandle;

use super::phase::Phase;

/// Connections at a time.
pub(super) const LIMIT: usize = 512;

/// Those that are open, oldest first.
#[derive(Default)]
pub(super) struct Open {
    connections: VecDeque<(AbortHandle, Arc<Phase>)>,
}

impl Open {
    pub(super) fn add(&mut self, task: AbortHandle, phase: Arc<Phase>) {
        self.connections.push_back((task, phase));
    }

    /// Makes room for one more: ends the oldest one that has no whole request. False if all are being answered.
    pub(super) fn make_room(&mut self) -> bool {
        if self.connections.len() < LIMIT {
            return true;
        }
        self.connections.retain(|(task, _)| !task.is_finished());
        if self.connections.len() < LIMIT {
            return true;
        }
        let waiting = self
            .connections
            .iter()
            .position(|(_, phase)| !phase.is_answering());
        let ended = waiting.and_then(|place| self.connections.remove(place));
        if let Some((task, _)) = &ended {
            task.abort();
        }
        ended.is_some()
    }
}
