//! Plans, and what must be true of them in the end.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use trunkline_core::{Money, PhoneNumber};
use trunkline_provision::{
    Action, Basis, Change, Journal, Limits, Options, Plan, Record, Run, Search, Slot, Status,
};

use super::world::World;

pub(super) fn number(n: u64) -> PhoneNumber {
    PhoneNumber::from_digits(12_065_550_000 + n).unwrap()
}

pub(super) fn dollars(amount: i64) -> Money {
    Money::from_cents(amount * 100)
}

/// Numbers 0 to `count`, each for a dollar.
pub(super) fn stock(count: u64) -> impl Iterator<Item = (PhoneNumber, Money)> {
    (0..count).map(|n| (number(n), dollars(1)))
}

/// Buys one number for a dollar and names it; any other for a dollar may take its place.
pub(super) fn slot(n: u64) -> Slot {
    Slot {
        name: format!("slot-{n}"),
        group: "all".to_owned(),
        number: number(n),
        action: Action::Buy {
            setup: dollars(1),
            monthly: dollars(1),
            substitutes: vec![Search::default()],
            max_setup: dollars(1),
            max_monthly: dollars(1),
        },
        changes: vec![Change::Alias(format!("alias-{n}")), Change::Messaging(true)],
    }
}

pub(super) fn plan(slots: &[Slot], limit: i64) -> Plan {
    Plan {
        version: 1,
        basis: Basis {
            at: "2026-01-15T12:00:00Z".into(),
            account: "World 1".to_owned(),
            fleet: String::new(),
            owned: 0,
        },
        limits: Limits {
            setup: Some(dollars(limit)),
            monthly: Some(dollars(limit)),
        },
        not_before: None,
        slots: slots.len() as u64,
        digest: format!("{:x}", fastrand::u128(..)),
    }
}

pub(super) async fn begin(journal: &Journal, plan: &Plan, slots: &[Slot]) -> Run {
    let slots = slots.iter().cloned().map(Ok::<_, Infallible>);
    journal.begin(plan, slots).await.unwrap()
}

/// In a hurry.
pub(super) fn options() -> Options {
    let mut options = Options::default();
    options.concurrency = 4;
    options.first_wait = Duration::from_millis(2);
    options.lease = Duration::from_millis(400);
    options.call_limit = Duration::from_millis(200);
    options.patience = Duration::from_secs(10);
    options
}

pub(super) async fn records(run: &Run) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    loop {
        let after = all.last().map_or(0, |record| record.seq);
        let some = run.records(after, 100).await.unwrap();
        if some.is_empty() {
            return all;
        }
        all.extend(some);
    }
}

/// The account is what the journal says, and so is the money.
pub(super) async fn assert_true(world: &World, run: &Run, status: &Status) {
    let owned = world.owned();
    let bought: BTreeMap<_, _> = records(run)
        .await
        .into_iter()
        .filter(|record| record.bought)
        .map(|record| (record.number, record.setup))
        .collect();
    assert_eq!(owned, bought, "{status:?}");
    let spent: Money = owned.values().copied().sum();
    assert_eq!((status.tally.setup, status.tally.monthly), (spent, spent));
    assert_eq!(status.tally.bought, owned.len() as u64);
    assert!(status.tally.setup <= status.limits.setup.unwrap());
    if status.is_finished() {
        assert_eq!(status.held_setup, Money::ZERO);
    }
}
