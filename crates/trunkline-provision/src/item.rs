//! One line of a plan on its way: where it stands, and what it costs meanwhile.

use serde::{Deserialize, Serialize};
use trunkline_core::{Money, PhoneNumber};

use crate::{Action, Change};

/// Where a slot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Standing {
    /// Its next step has not been sent.
    Open,
    /// Its next step is about to be sent, or was sent by a worker that has not told yet.
    Intent,
    /// The carrier works on its order.
    Pending,
    /// Nobody knows yet what became of its purchase.
    Parked,
    /// All is done.
    Done,
    /// It is given up, for the reason that its record tells.
    GivenUp,
}

impl Standing {
    pub(crate) const ALL: [Self; 6] = [
        Self::Open,
        Self::Intent,
        Self::Pending,
        Self::Parked,
        Self::Done,
        Self::GivenUp,
    ];
    /// Something was sent, or may have been.
    pub(crate) const UNDER_WAY: [Self; 3] = [Self::Intent, Self::Pending, Self::Parked];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Intent => "intent",
            Self::Pending => "pending",
            Self::Parked => "parked",
            Self::Done => "done",
            Self::GivenUp => "given_up",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }

    pub(crate) fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::GivenUp)
    }
}

/// Setup and monthly costs, in nanodollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Costs {
    pub(crate) setup: i64,
    pub(crate) monthly: i64,
}

impl Costs {
    pub(crate) fn of(setup: Money, monthly: Money) -> Option<Self> {
        let costs = Self {
            setup: setup.to_nanodollars()?,
            monthly: monthly.to_nanodollars()?,
        };
        (costs.setup >= 0 && costs.monthly >= 0).then_some(costs)
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            setup: self.setup.saturating_add(other.setup),
            monthly: self.monthly.saturating_add(other.monthly),
        }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self {
            setup: self.setup.saturating_sub(other.setup),
            monthly: self.monthly.saturating_sub(other.monthly),
        }
    }

    pub(crate) fn within(self, limit: Self) -> bool {
        self.setup <= limit.setup && self.monthly <= limit.monthly
    }
}

/// One line of a plan on its way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) group: String,
    pub(crate) number: PhoneNumber,
    pub(crate) action: Action,
    /// What its number costs, which may be a stand-in.
    pub(crate) costs: Costs,
    pub(crate) changes: Vec<Change>,
    /// 0: the number itself; from 1 on, the changes.
    pub(crate) step: usize,
    pub(crate) standing: Standing,
    pub(crate) reference: String,
    pub(crate) order: String,
    /// When its purchase was last certainly under way, by the clock of the journal.
    pub(crate) since: i64,
    /// Of its step in vain, one after the other.
    pub(crate) attempts: u32,
    /// How often the purchase of this number was begun.
    pub(crate) tries: u32,
    pub(crate) evidence: String,
}

impl Item {
    /// The change that is its step; `None` at the number itself, and after the last.
    pub(crate) fn change(&self) -> Option<&Change> {
        self.changes.get(self.step.checked_sub(1)?)
    }

    pub(crate) fn is_purchase(&self) -> bool {
        self.step == 0 && matches!(self.action, Action::Buy { .. })
    }

    /// What it takes of the limits: its price, from the intent to buy on until that came to nothing.
    pub(crate) fn held(&self) -> Costs {
        match self.is_purchase() && !Standing::UNDER_WAY.contains(&self.standing) {
            true => Costs::default(),
            false => self.price(),
        }
    }

    /// What it has cost.
    pub(crate) fn spent(&self) -> Costs {
        match self.is_purchase() {
            true => Costs::default(),
            false => self.price(),
        }
    }

    fn price(&self) -> Costs {
        match self.action {
            Action::Buy { .. } => self.costs,
            _ => Costs::default(),
        }
    }

    /// The step is about to be sent.
    pub(crate) fn begun(&self, run: &str) -> Self {
        let mut item = self.clone();
        item.standing = Standing::Intent;
        if item.is_purchase() {
            item.tries += 1;
            item.reference = reference(run, item.number, item.tries);
        }
        item
    }

    /// The step is done: on to the next.
    pub(crate) fn advanced(&self) -> Self {
        let mut item = self.clone();
        item.step += 1;
        item.attempts = 0;
        item.order.clear();
        item.evidence.clear();
        item.standing = match item.change() {
            Some(_) => Standing::Intent,
            None => Standing::Done,
        };
        item
    }

    /// Nothing was done: the same again later.
    pub(crate) fn reopened(&self, evidence: String) -> Self {
        let mut item = self.told(Standing::Open, evidence);
        item.attempts += 1;
        item.order.clear();
        item
    }

    pub(crate) fn told(&self, standing: Standing, evidence: String) -> Self {
        let mut item = self.clone();
        item.standing = standing;
        item.evidence = evidence;
        item
    }

    /// Another number takes its place.
    pub(crate) fn replaced(&self, number: PhoneNumber, costs: Costs) -> Self {
        let mut item = self.told(Standing::Open, String::new());
        item.number = number;
        item.costs = costs;
        item.tries = 0;
        item.attempts = 0;
        item.order.clear();
        item
    }
}

/// Our name for one purchase of one number, short enough for every carrier.
fn reference(run: &str, number: PhoneNumber, tries: u32) -> String {
    let run: String = run.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!("tl-{run}-{}-{tries}", number.digits())
}
