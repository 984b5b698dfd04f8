//! What slots add up to.

use serde::{Deserialize, Serialize};
use trunkline_core::Money;

use crate::{Action, Attached, Change, Slot};

/// What slots of a plan add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Totals {
    /// Numbers that are bought.
    pub buy: u64,
    /// Numbers of the account that are changed.
    pub change: u64,
    /// Numbers that are given back.
    pub release: u64,
    /// Writes besides the purchases: settings, and numbers given back.
    pub writes: u64,
    /// Emergency addresses and caller names that are attached. Carriers may charge for these, and no sum counts it.
    pub billable: u64,
    /// What the purchases cost at once.
    pub setup: Money,
    /// What the purchases cost every month.
    pub monthly: Money,
}

impl Totals {
    /// Adds a slot.
    pub fn add(&mut self, slot: &Slot) {
        self.writes += u64::try_from(slot.changes.len()).unwrap_or(u64::MAX);
        let billable = slot.changes.iter().filter(|change| is_billable(change));
        self.billable += u64::try_from(billable.count()).unwrap_or(u64::MAX);
        match &slot.action {
            Action::Keep => self.change += 1,
            Action::Buy { setup, monthly, .. } => {
                self.buy += 1;
                self.setup += *setup;
                self.monthly += *monthly;
            }
            Action::Release => {
                self.release += 1;
                self.writes += 1;
            }
        }
    }

    /// Adds what others add up to.
    pub fn add_all(&mut self, other: &Self) {
        self.buy += other.buy;
        self.change += other.change;
        self.release += other.release;
        self.writes += other.writes;
        self.billable += other.billable;
        self.setup += other.setup;
        self.monthly += other.monthly;
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.buy == 0 && self.writes == 0
    }
}

fn is_billable(change: &Change) -> bool {
    matches!(
        change,
        Change::Attach(Attached::EmergencyAddress | Attached::CallerName, _)
    )
}
