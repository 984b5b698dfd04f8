//! The rules in force, with their counters.

use serde::Serialize;

use crate::fault::{Act, Fault};
use crate::hash::{Stream, mix};
use crate::tn::Tn;

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
    pub(crate) fn strike(&mut self, seed: u64, operation: Option<&str>, numbers: &[Tn]) -> Option<Fault> {
        let mut chosen: Option<Fault> = None;
        for armed in &mut self.armed {
            if !armed.fault.matches_operation(operation) || !armed.fault.matches_numbers(numbers) {
                continue;
            }
            armed.hits += 1;
            let roll = mix(seed, Stream::Fault as u64 | armed.id << 8, armed.hits) % 1_000_000;
            let lucky = armed
                .fault
                .probability()
                .is_none_or(|chance| roll < u64::from(chance));
            if chosen.is_none() && lucky && armed.fault.is_due(armed.hits) {
                armed.fired += 1;
                chosen = Some(armed.fault.clone());
            }
        }
        chosen
    }
}

/// Whether the call takes effect after its reply was lost.
pub(crate) fn is_late(fault: &Fault) -> bool {
    matches!(
        fault.act(),
        Act::CommitLate | Act::CommitLateHang | Act::CommitLateStatus
    )
}

/// Whether the call must not take effect.
pub(crate) fn prevents(fault: &Fault) -> bool {
    match fault.act() {
        Act::Refuse
        | Act::DropBeforeCommit
        | Act::ResetBeforeCommit
        | Act::HangBeforeCommit
        | Act::TooManyRequests => true,
        Act::HtmlBody => fault.status().unwrap_or(502) >= 400,
        _ => false,
    }
}
