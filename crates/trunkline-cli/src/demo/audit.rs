//! Checks the emulator's audit against what the demo has done.

use std::collections::BTreeMap;

use serde_json::Value;
use trunkline::{Money, PhoneNumber};
use trunkline_emulator::Emulator;

use crate::failure::Failure;

/// The totals of the emulator's audit.
#[derive(Debug)]
pub(crate) struct Totals {
    /// How many numbers were bought.
    pub(crate) bought: u32,
    /// How many numbers were released.
    pub(crate) released: u32,
    /// How many purchases were of a number that was already owned.
    pub(crate) double_purchases: u32,
    /// The sum of all charges.
    pub(crate) spent: Money,
    /// The sum of the charges of each kind.
    pub(crate) spent_on: BTreeMap<String, Money>,
}

impl Totals {
    /// Reads the audit.
    ///
    /// # Errors
    /// [`Failure::Failed`] unless exactly these numbers were bought and released, once each, and the charges add up.
    pub(crate) fn read(emulator: &Emulator, numbers: &[PhoneNumber]) -> Result<Self, Failure> {
        let audit = emulator.audit();
        let totals = Self {
            bought: audit.total_purchases(),
            released: numbers.iter().map(|number| audit.releases(number)).sum(),
            double_purchases: audit.double_purchases(),
            spent: Money::from_nanodollars(audit.charged_nanodollars()),
            spent_on: spent_on(&audit.to_json())?,
        };
        let bought_once = numbers.iter().all(|number| audit.purchases(number) == 1);
        let released_once = numbers.iter().all(|number| audit.releases(number) == 1);
        let is_all_bought = usize::try_from(totals.bought) == Ok(numbers.len());
        let checks = [
            (
                bought_once && is_all_bought,
                "each number should have been bought once",
            ),
            (released_once, "each number should have been released once"),
            (
                totals.double_purchases == 0,
                "there should be no double purchases",
            ),
            (
                totals.spent_on.values().sum::<Money>() == totals.spent,
                "the charges should add up to the total",
            ),
        ];
        let failed = checks.iter().filter(|(passed, _)| !passed);
        let mut problems: Vec<String> = failed.map(|(_, problem)| (*problem).to_owned()).collect();
        problems.extend(audit.violations().iter().cloned());
        match problems.is_empty() {
            true => Ok(totals),
            false => Err(Failure::failed(format!(
                "demo: the audit failed: {}; it says: {totals:?}",
                problems.join("; ")
            ))),
        }
    }
}

/// The balance of the account.
pub(crate) fn balance(emulator: &Emulator) -> Money {
    Money::from_nanodollars(emulator.audit().balance_nanodollars())
}

fn spent_on(audit: &Value) -> Result<BTreeMap<String, Money>, Failure> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    let charges = audit.get("charges").and_then(Value::as_array);
    for charge in charges.into_iter().flatten() {
        let what = charge.get("what").and_then(Value::as_str).unwrap_or("other");
        let amount: Money = serde_json::from_value(charge.get("amount").cloned().unwrap_or_default())?;
        *sums.entry(what.to_owned()).or_default() += amount;
    }
    Ok(sums)
}
