//! Which events were seen: the newest so many.

use std::collections::{HashMap, VecDeque};

use crate::webhooks::EventKey;

/// How far an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It has been handed out, and is not done yet.
    Begun,
    /// It has been handled.
    Done,
}

/// The newest events. What has been begun and is not done is never forgotten; there is no more of it than requests.
#[derive(Debug)]
pub(super) struct Seen {
    limit: usize,
    stages: HashMap<EventKey, Stage>,
    /// What is done, oldest first.
    done: VecDeque<EventKey>,
}

impl Seen {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            stages: HashMap::new(),
            done: VecDeque::new(),
        }
    }

    /// Begins an event, unless it has been: then this is how far it is.
    pub(super) fn begin(&mut self, key: &EventKey) -> Option<Stage> {
        let before = self.stages.get(key).copied();
        if before.is_none() {
            self.stages.insert(key.clone(), Stage::Begun);
        }
        before
    }

    /// It was handled; further deliveries of it are not handed out.
    pub(super) fn finish(&mut self, key: EventKey) {
        self.stages.insert(key.clone(), Stage::Done);
        self.done.push_back(key);
        if self.done.len() > self.limit
            && let Some(oldest) = self.done.pop_front()
        {
            self.stages.remove(&oldest);
        }
    }

    /// It was not handled; the next delivery is handed out.
    pub(super) fn abandon(&mut self, key: &EventKey) {
        self.stages.remove(key);
    }
}
