//! The carrier's books against the journal.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde_json::Value;
use trunkline::provision::{Record, Run, Standing, Status};
use trunkline::{Money, PhoneNumber};

use super::Outcome;
use super::worker;

/// What came of one seed.
#[derive(Debug)]
pub struct Verdict {
    /// The seed.
    pub seed: u64,
    /// How many numbers were wanted.
    pub wanted: u64,
    /// How many the account has.
    pub owned: u64,
    /// What the carrier took for them.
    pub spent: Money,
    /// How many stand-ins were taken.
    pub replaced: u64,
    /// How many workers were killed.
    pub kills: u32,
    /// How often the database was restarted.
    pub restarts: u32,
    /// How long it took.
    pub took: Duration,
    /// What is not as it must be.
    pub violations: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seed,
            wanted,
            owned,
            spent,
            replaced,
            kills,
            restarts,
            took,
            violations,
        } = self;
        write!(
            f,
            "seed {seed}: {owned} of {wanted} owned for {spent}, {replaced} replaced, {kills} kills, {restarts} restarts of the \
             database, {:.1} s",
            took.as_secs_f64()
        )?;
        violations
            .iter()
            .try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}

/// What the carrier took, by number.
pub(super) struct Books {
    purchases: BTreeMap<PhoneNumber, u64>,
    charged: BTreeMap<PhoneNumber, Money>,
    doubles: u64,
    broken: Vec<String>,
}

impl Books {
    pub(super) async fn of(carrier: &str) -> Outcome<Self> {
        let request = http::Request::get(format!("{carrier}/_emulator/audit")).body(bytes::Bytes::new())?;
        let client = worker::client(carrier)?;
        let audit = client.raw(request).await?;
        let audit: Value = serde_json::from_slice(audit.body())?;
        let mut purchases = BTreeMap::new();
        for (number, count) in audit
            .get("purchases")
            .and_then(Value::as_object)
            .ok_or("no purchases")?
        {
            purchases.insert(number.parse()?, count.as_u64().ok_or("no count")?);
        }
        let mut charged: BTreeMap<PhoneNumber, Money> = BTreeMap::new();
        for charge in audit
            .get("charges")
            .and_then(Value::as_array)
            .ok_or("no charges")?
        {
            if let Some(number) = charge.get("number").and_then(Value::as_str) {
                let amount: Money = charge
                    .get("amount")
                    .and_then(Value::as_str)
                    .ok_or("no amount")?
                    .parse()?;
                *charged.entry(number.parse()?).or_default() += amount;
            }
        }
        let broken = audit.pointer("/invariants/violations").and_then(Value::as_array);
        let broken = broken.ok_or("no invariants")?;
        let doubles = audit.get("double_purchases").and_then(Value::as_u64);
        Ok(Self {
            purchases,
            charged,
            doubles: doubles.ok_or("no double purchases")?,
            broken: broken.iter().map(ToString::to_string).collect(),
        })
    }

    pub(super) fn owned(&self) -> u64 {
        self.purchases.len() as u64
    }

    pub(super) fn spent(&self) -> Money {
        self.charged.values().copied().sum()
    }

    /// What the journal says otherwise.
    pub(super) async fn violations(&self, run: &Run, status: &Status, wanted: u64) -> Outcome<Vec<String>> {
        let mut violations = self.broken.clone();
        let mut ensure = |holds: bool, line: String| {
            if !holds {
                violations.push(line);
            }
        };
        let (bought, open) = records(run).await?;
        let twice = self.purchases.iter().filter(|(_, count)| **count != 1).count();
        let orphans: Vec<_> = self
            .purchases
            .keys()
            .filter(|number| !bought.contains_key(number))
            .collect();
        let missing = bought
            .keys()
            .filter(|number| !self.purchases.contains_key(number))
            .count();
        let spent = self.spent();
        let limit = status.limits.setup.unwrap_or_default();
        ensure(
            status.is_finished(),
            format!("it is not finished: {status:?}, such as {open:?}"),
        );
        ensure(
            self.owned() == wanted,
            format!("{} numbers owned, {wanted} wanted", self.owned()),
        );
        ensure(
            status.tally.done == wanted,
            format!("{} slots done of {wanted}", status.tally.done),
        );
        ensure(
            twice == 0 && self.doubles == 0,
            format!("{twice} numbers bought twice"),
        );
        ensure(
            orphans.is_empty(),
            format!(
                "{} owned that the journal does not have: {orphans:?}",
                orphans.len()
            ),
        );
        ensure(
            missing == 0,
            format!("{missing} in the journal that are not owned"),
        );
        ensure(
            self.charged
                .iter()
                .all(|(number, price)| bought.get(number).is_none_or(|known| known == price)),
            "the journal has other prices".to_owned(),
        );
        ensure(
            spent == status.tally.setup,
            format!("{spent} charged, {} in the journal", status.tally.setup),
        );
        ensure(spent <= limit, format!("{spent} charged, {limit} allowed"));
        Ok(violations)
    }
}

/// How many of the slots that are not done are shown.
const SHOWN: usize = 3;

/// The prices of what was bought, and some of what is not done.
async fn records(run: &Run) -> Outcome<(BTreeMap<PhoneNumber, Money>, Vec<Record>)> {
    let (mut bought, mut open) = (BTreeMap::new(), Vec::new());
    let mut after = 0;
    loop {
        let records = run.records(after, 1000).await?;
        let Some(last) = records.last() else {
            return Ok((bought, open));
        };
        after = last.seq;
        for record in records {
            if record.bought {
                bought.insert(record.number, record.setup);
            }
            if record.standing != Standing::Done && open.len() < SHOWN {
                open.push(record);
            }
        }
    }
}
