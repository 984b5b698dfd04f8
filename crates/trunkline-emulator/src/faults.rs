//! The active faults, with their counters.

use serde::Serialize;

use crate::fault::{Act, Fault};
use crate::hash::{Stream, mix};
use crate::number::Tn;

/// How many the control API takes.
pub(crate) const LIMIT: usize = 1000;

/// A fault with what it has done so far.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ActiveFault {
    pub(crate) id: u64,
    #[serde(flatten)]
    pub(crate) fault: Fault,
    /// Calls it matched.
    pub(crate) hits: u64,
    /// Calls it was applied to.
    pub(crate) fired: u64,
}

/// All of them, oldest first.
#[derive(Default)]
pub(crate) struct Faults {
    active: Vec<ActiveFault>,
    last_id: u64,
}

impl Faults {
    /// Adds a fault and returns its id.
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last_id += 1;
        self.active.push(ActiveFault {
            id: self.last_id,
            fault,
            hits: 0,
            fired: 0,
        });
        self.last_id
    }

    pub(crate) fn all(&self) -> &[ActiveFault] {
        &self.active
    }

    pub(crate) fn clear(&mut self) -> usize {
        std::mem::take(&mut self.active).len()
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|fault| fault.id != id);
        self.active.len() < before
    }

    /// Counts a call and returns what goes wrong with it, if anything does.
    pub(crate) fn next_fault(&mut self, seed: u64, operation: Option<&str>, numbers: &[Tn]) -> Option<Act> {
        let mut chosen = None;
        for active in &mut self.active {
            if !active.fault.selector.is_about(operation) || !active.fault.selector.names_one_of(numbers) {
                continue;
            }
            active.hits += 1;
            let roll = mix(seed, Stream::Fault as u64 | active.id << 8, active.hits) % 1_000_000;
            let by_chance = active
                .fault
                .selector
                .probability()
                .is_none_or(|chance| roll < u64::from(chance));
            if chosen.is_none() && by_chance && active.fault.selector.is_due(active.hits) {
                active.fired += 1;
                chosen = Some(active.fault.act.clone());
            }
        }
        chosen
    }
}
