//! How far a run has come, in words beside its bar.

use std::sync::atomic::{AtomicU64, Ordering};

use trunkline::Money;
use trunkline::provision::{Event, Progress};

use crate::output::printable;
use crate::progress;

/// The bar of a run.
pub(super) struct Bar {
    bar: progress::Bar,
    limit: Option<Money>,
    again: AtomicU64,
    looked_up: AtomicU64,
}

impl Bar {
    /// The bar of a run of so many slots that may spend this.
    pub(super) fn new(bar: progress::Bar, limit: Option<Money>) -> Self {
        Self {
            bar,
            limit,
            again: AtomicU64::new(0),
            looked_up: AtomicU64::new(0),
        }
    }

    /// Shows what happened.
    pub(super) fn show(&self, progress: &Progress) {
        let count = |is_one: bool, counter: &AtomicU64| {
            counter.fetch_add(u64::from(is_one), Ordering::Relaxed) + u64::from(is_one)
        };
        let again = count(matches!(progress.event, Event::Again(_)), &self.again);
        let is_looked_up = matches!(progress.event, Event::Parked(_) | Event::Pending);
        let looked_up = count(is_looked_up, &self.looked_up);
        let tally = &progress.tally;
        let spent = match self.limit {
            Some(limit) => format!("{} of {limit}", tally.setup),
            None => tally.setup.to_string(),
        };
        let (slot, number) = (printable(&progress.slot), progress.number.international());
        self.bar.stands(
            tally.done + tally.given_up,
            format!("{spent}   {slot} {number}   {again} retried, {looked_up} looked up"),
        );
    }
}
