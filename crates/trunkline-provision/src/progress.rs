//! What a run tells while it works, and afterwards.

use serde::{Deserialize, Serialize};
use trunkline_core::{Money, PhoneNumber};

use crate::item::{Costs, Item, Standing};
use crate::journal::{RunRow, RunState};
use crate::{Change, Limits};

/// Something that happened to a slot, after it was written down.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Progress {
    /// The slot's name.
    pub slot: String,
    /// Its number now.
    pub number: PhoneNumber,
    /// What happened.
    pub event: Event,
    /// The whole run now.
    pub tally: Tally,
}

/// What happened to a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Its number is on the account now.
    Bought,
    /// This was set.
    Changed(Change),
    /// Its number is given back.
    Released,
    /// The carrier works on its order.
    Pending,
    /// Nobody knows yet what became of its purchase: it is looked up later, and the others go on.
    Parked(String),
    /// Nothing was done; it is tried again later.
    Again(String),
    /// This number was not to be had; the slot's number now takes its place.
    Replaced(PhoneNumber),
    /// It is given up.
    GivenUp(String),
    /// The carrier refuses everything, and the run stops.
    Stopped(String),
}

/// What a run has done so far, all workers together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tally {
    /// Slots that the plan has.
    pub slots: u64,
    /// Slots that are as wanted.
    pub done: u64,
    /// Slots that are given up.
    pub given_up: u64,
    /// Numbers bought.
    pub bought: u64,
    /// Settings made.
    pub written: u64,
    /// Numbers given back.
    pub released: u64,
    /// Numbers that took the place of others.
    pub replaced: u64,
    /// What was bought costs this at once.
    pub setup: Money,
    /// What was bought costs this a month.
    pub monthly: Money,
}

impl Tally {
    pub(crate) fn of(row: &RunRow) -> Self {
        Self {
            slots: unsigned(row.loaded),
            done: unsigned(row.done),
            given_up: unsigned(row.given_up),
            bought: unsigned(row.bought),
            written: unsigned(row.written),
            released: unsigned(row.released),
            replaced: unsigned(row.replaced),
            setup: Money::from_nanodollars(row.spent.setup),
            monthly: Money::from_nanodollars(row.spent.monthly),
        }
    }
}

/// How a run stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Status {
    /// Whether it goes on.
    pub phase: Phase,
    /// What it has done.
    pub tally: Tally,
    /// What it may spend.
    pub limits: Limits,
    /// Slots of which nothing is under way.
    pub open: u64,
    /// Slots whose next step was about to be sent.
    pub intent: u64,
    /// Slots whose order the carrier works on.
    pub pending: u64,
    /// Slots whose purchase has an unknown outcome.
    pub parked: u64,
    /// What purchases under way may cost at once, besides what is spent.
    pub held_setup: Money,
    /// What they may cost a month.
    pub held_monthly: Money,
}

impl Status {
    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        let begins = self.phase == Phase::Working && self.open > 0;
        self.phase != Phase::Loading && !begins && self.intent + self.pending + self.parked == 0
    }

    pub(crate) fn of(row: &RunRow, limits: Limits, standing: impl Fn(Standing) -> i64) -> Self {
        let held = row.held.minus(row.spent);
        let count = |of| unsigned(standing(of));
        Self {
            phase: Phase::of(row),
            tally: Tally::of(row),
            limits,
            open: count(Standing::Open),
            intent: count(Standing::Intent),
            pending: count(Standing::Pending),
            parked: count(Standing::Parked),
            held_setup: Money::from_nanodollars(held.setup),
            held_monthly: Money::from_nanodollars(held.monthly),
        }
    }
}

/// Whether a run goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Phase {
    /// Its plan is not taken in yet.
    Loading,
    /// It goes on.
    Working,
    /// The carrier refuses everything, for this reason: nothing new is begun.
    Stopped(String),
    /// It was canceled: nothing new is begun.
    Canceled,
}

impl Phase {
    fn of(row: &RunRow) -> Self {
        match row.state {
            RunState::Loading => Self::Loading,
            RunState::Working => Self::Working,
            RunState::Stopped => Self::Stopped(row.reason.clone()),
            RunState::Canceled => Self::Canceled,
        }
    }
}

/// What the journal says of a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// Its place in the plan, from 1.
    pub seq: u64,
    /// Its name.
    pub slot: String,
    /// Its group.
    pub group: String,
    /// Its number, which may have taken the place of the plan's.
    pub number: PhoneNumber,
    /// Where it stands.
    pub standing: Standing,
    /// Whether the run bought this number.
    pub bought: bool,
    /// Whether the run gave this number back.
    pub released: bool,
    /// What the number costs at once.
    pub setup: Money,
    /// What it costs a month.
    pub monthly: Money,
    /// Why it waits or is given up; else empty.
    pub evidence: String,
}

impl Record {
    pub(crate) fn of(item: Item) -> Self {
        let Costs { setup, monthly } = item.costs;
        let stepped = item.step > 0;
        Self {
            seq: unsigned(item.seq),
            bought: stepped && matches!(item.action, crate::Action::Buy { .. }),
            released: stepped && item.action == crate::Action::Release,
            slot: item.name,
            group: item.group,
            number: item.number,
            standing: item.standing,
            setup: Money::from_nanodollars(setup),
            monthly: Money::from_nanodollars(monthly),
            evidence: item.evidence,
        }
    }
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
