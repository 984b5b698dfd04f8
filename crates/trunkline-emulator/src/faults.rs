//! The rules in force, with their counters.

use serde::Serialize;

use crate::fault::{Act, Fault};
use crate::hash::{Stream, mix};
use crate::number::Tn;

/// Most rules at a time.
const LIMIT: usize = 1000;

/// A rule with what it has done so far.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Armed {
    pub(crate) id: u64,
    #[serde(flatten)]
    pub(crate) fault: Fault,
    /// Calls it matched.
    pub(crate) hits: u64,
    /// Calls it made go wrong.
    pub(crate) fired: u64,
}

/// All rules, oldest first.
#[derive(Default)]
pub(crate) struct Faults {
    armed: Vec<Armed>,
    last_id: u64,
}

impl Faults {
    /// Adds a rule; nothing if there are too many.
    pub(crate) fn add(&mut self, fault: Fault) -> Option<u64> {
        if self.armed.len() >= LIMIT {
            return None;
        }
        self.last_id += 1;
        self.armed.push(Armed {
            id: self.last_id,
            fault,
            hits: 0,
            fired: 0,
        });
        Some(self.last_id)
    }

    pub(crate) fn all(&self) -> &[Armed] {
        &self.armed
    }

    pub(crate) fn clear(&mut self) -> usize {
        std::mem::take(&mut self.armed).len()
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.armed.len();
        self.armed.retain(|armed| armed.id != id);
        self.armed.len() < before
    }

    /// Counts a call and says what goes wrong with it.
    pub(crate) fn strike(&mut self, seed: u64, operation: Option<&str>, numbers: &[Tn]) -> Option<Act> {
        let mut chosen = None;
        for armed in &mut self.armed {
            if !armed.fault.selector.is_about(operation) || !armed.fault.selector.names_one_of(numbers) {
                continue;
            }
            armed.hits += 1;
            let roll = mix(seed, Stream::Fault as u64 | armed.id << 8, armed.hits) % 1_000_000;
            let lucky = armed
                .fault
                .selector
                .probability()
                .is_none_or(|chance| roll < u64::from(chance));
            if chosen.is_none() && lucky && armed.fault.selector.is_due(armed.hits) {
                armed.fired += 1;
                chosen = Some(armed.fault.act.clone());
            }
        }
        chosen
    }
}
