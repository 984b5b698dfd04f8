//! The active faults, with their counters.

use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

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
    /// What a limit has left.
    #[serde(skip)]
    bucket: Bucket,
}

/// A token bucket, as the moment at which it is full again.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket(Option<Instant>);

impl Bucket {
    /// Takes a token of which one comes back each `interval`; false if there is none.
    fn take(&mut self, now: Instant, interval: Duration, burst: u32) -> bool {
        let full = self.0.map_or(now, |full| full.max(now)).checked_add(interval);
        let fits = full.filter(|full| full.duration_since(now) <= interval.saturating_mul(burst));
        self.0 = fits.or(self.0);
        fits.is_some()
    }
}

impl ActiveFault {
    /// Whether a limit lets the call pass.
    fn is_within_limit(&mut self, now: Instant) -> bool {
        let Act::Limit {
            requests,
            seconds,
            burst,
            ..
        } = &self.fault.act
        else {
            return false;
        };
        let interval = Duration::from_secs(u64::from(*seconds)) / (*requests).max(1);
        self.bucket.take(now, interval, burst.unwrap_or(*requests))
    }
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
            bucket: Bucket::default(),
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

    /// Whether reads may be asked to lag.
    pub(crate) fn has_stale(&self) -> bool {
        let stale = |active: &ActiveFault| matches!(active.fault.act, Act::Stale { .. });
        self.active.iter().any(stale)
    }

    /// Counts a call and returns what goes wrong with it, if anything does.
    pub(crate) fn next_fault(
        &mut self,
        (seed, now): (u64, Instant),
        operation: Option<&str>,
        numbers: &[Tn],
    ) -> Option<Act> {
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
            let is_due = chosen.is_none() && by_chance && active.fault.selector.is_due(active.hits);
            if is_due && !active.is_within_limit(now) {
                active.fired += 1;
                chosen = Some(active.fault.act.clone());
            }
        }
        chosen
    }
}
