//! The emulator's books: what the demonstration claims is what they say.

use std::collections::BTreeMap;

use serde_json::Value;
use trunkline::{Money, PhoneNumber};
use trunkline_emulator::Emulator;

use crate::failure::Failure;

/// The figures of the emulator's audit, found to be right.
#[derive(Debug)]
pub(crate) struct Books {
    /// How many purchases there were.
    pub(crate) bought: u32,
    /// How many numbers were given back.
    pub(crate) released: u32,
    /// How often a number was bought that was owned already.
    pub(crate) double_purchases: u32,
    /// What was charged.
    pub(crate) spent: Money,
    /// What it was charged for.
    pub(crate) spent_on: BTreeMap<String, Money>,
}

impl Books {
    /// Reads them.
    ///
    /// # Errors
    /// [`Failure::Failed`] unless exactly these numbers were bought, once each, and released, once each, and everything
    /// adds up.
    pub(crate) fn read(emulator: &Emulator, numbers: &[PhoneNumber]) -> Result<Self, Failure> {
        let audit = emulator.audit();
        let books = Self {
            bought: audit.total_purchases(),
            released: numbers.iter().map(|number| audit.releases(number)).sum(),
            double_purchases: audit.double_purchases(),
            spent: Money::from_nanodollars(audit.charged_nanodollars()),
            spent_on: spent_on(&audit.to_json())?,
        };
        let mut wrong: Vec<String> = audit.violations().to_vec();
        let once_each = |count: &dyn Fn(&PhoneNumber) -> u32| numbers.iter().all(|number| count(number) == 1);
        if usize::try_from(books.bought) != Ok(numbers.len()) || !once_each(&|number| audit.purchases(number))
        {
            wrong.push(format!(
                "{} numbers should be bought, once each; there were {} purchases",
                numbers.len(),
                books.bought
            ));
        }
        if !once_each(&|number| audit.releases(number)) {
            wrong.push(format!(
                "they should be released, once each; {} were",
                books.released
            ));
        }
        if books.double_purchases != 0 {
            wrong.push(format!(
                "there should be no double purchases, there were {}",
                books.double_purchases
            ));
        }
        if books.spent_on.values().sum::<Money>() != books.spent {
            wrong.push(format!("the single charges should add up to {}", books.spent));
        }
        match wrong.is_empty() {
            true => Ok(books),
            false => Err(Failure::failed(format!(
                "demo: the books are not as they should be: {}",
                wrong.join("; ")
            ))),
        }
    }
}

/// What is left on the account.
pub(crate) fn balance(emulator: &Emulator) -> Money {
    Money::from_nanodollars(emulator.audit().balance_nanodollars())
}

fn spent_on(audit: &Value) -> Result<BTreeMap<String, Money>, Failure> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for charge in audit
        .get("charges")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let what = charge.get("what").and_then(Value::as_str).unwrap_or("other");
        let amount: Money = serde_json::from_value(charge.get("amount").cloned().unwrap_or_default())?;
        *sums.entry(what.to_owned()).or_default() += amount;
    }
    Ok(sums)
}
