//! Planning: what is wanted against what the account has and what is for sale. Reads only.

mod account;
mod group;
mod settings;
mod stock;

use std::sync::Arc;

use serde::Serialize;
use trunkline_core::{Money, Timestamp};

pub(crate) use self::account::{Account, Member};
pub(crate) use self::group::told;
pub(crate) use self::settings::{Book, Difference, differences};
use self::stock::Stock;
use crate::fleet::{Faults, Fleet, Located};
use crate::{Basis, Carrier, Failure, Limits, Plan, PlanFileError, PlanWriter, Slot, Totals};

/// How many numbers are asked about at the same time. The carrier's rate limit holds for all.
pub(crate) const AT_ONCE: usize = 8;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The fleet file asks for what cannot be: a name that the account does not have, more numbers than are for sale, more
    /// money than its limits allow.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The carrier could not be asked.
    #[error(transparent)]
    Carrier(#[from] Failure),
    /// The plan file could not be written.
    #[error(transparent)]
    File(#[from] PlanFileError),
}

/// A plan, and what it means for each group.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Planned {
    /// The header of the plan.
    pub plan: Plan,
    /// The groups, in the order of the file.
    pub groups: Vec<GroupPlan>,
}

impl Planned {
    /// What all groups add up to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut all = Totals::default();
        for group in &self.groups {
            all.add_all(&group.totals);
        }
        all
    }
}

/// What a plan means for a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GroupPlan {
    /// Its name.
    pub name: String,
    /// What its slots add up to.
    #[serde(flatten)]
    pub totals: Totals,
    /// Numbers that are as they are wanted, and have no slot.
    pub keep: u64,
    /// Numbers beyond the count that stay, because the file does not say `release_surplus`.
    pub surplus: u64,
    /// What the numbers that stay cost every month, as far as the carrier tells.
    pub kept_monthly: Money,
    /// How many numbers stay whose price the carrier does not tell. No limit counts them.
    pub untold: u64,
}

impl GroupPlan {
    /// What the group will cost every month.
    #[must_use]
    pub fn monthly(&self) -> Money {
        self.kept_monthly + self.totals.monthly
    }
}

/// Plans: reads the account and the stock, and writes each slot as it is found.
///
/// A number belongs to a group of any numbers if its alias fits the group's pattern; each number that is bought gets such an
/// alias first of all. A setting that the carrier does not tell of many numbers at once is read number by number, and planned
/// if it is not told even then. A stand-in for a number that is sold meanwhile never costs more than that number.
///
/// # Errors
/// When the file asks for what cannot be, with all such faults at once; when the carrier cannot be asked; when the plan
/// cannot be written. Then there is no plan file, or the older one.
pub async fn plan(
    fleet: &Fleet,
    carrier: &impl Carrier,
    at: Timestamp,
    file: PlanWriter,
) -> Result<Planned, PlanError> {
    let mut faults = Faults::default();
    let book = Book::read(fleet, carrier, &mut faults).await?;
    let mut faults = faults.or(Faults::default())?;
    let account = Account::read(fleet, carrier.holdings()).await?;
    for clash in account.clashes(fleet) {
        let ([a, b], alias) = (clash.numbers, clash.alias);
        let rule = format!("{a} and {b} both have the alias {alias:?}; give one of them another");
        faults.add(&clash.group.place, rule);
    }
    let basis = Basis {
        at,
        account: carrier.account(),
        fleet: fleet.digest().to_owned(),
        owned: account.owned(),
    };
    let mut planner = Planner {
        carrier,
        book: Arc::new(book),
        stock: Stock::new(account.taken(fleet)),
        file,
        faults,
    };
    let mut groups = Vec::with_capacity(fleet.groups.len());
    for (group, members) in fleet.groups.iter().zip(account.into_members()) {
        groups.push(planner.group(group, members).await?);
    }
    let limits = planner.limits(fleet, &groups);
    planner.faults.or(())?;
    let plan = planner.file.finish(basis, limits)?;
    Ok(Planned { plan, groups })
}

/// What planning goes on with from group to group.
struct Planner<'a, C> {
    carrier: &'a C,
    book: Arc<Book>,
    stock: Stock,
    file: PlanWriter,
    faults: Faults,
}

impl<C> Planner<'_, C> {
    fn add(&mut self, slot: &Slot, into: &mut GroupPlan) -> Result<(), PlanError> {
        into.totals.add(slot);
        Ok(self.file.add(slot)?)
    }

    /// What the purchases may cost: what the file allows, less what the numbers that stay cost already; without a limit in
    /// the file, what the plan says.
    fn limits(&mut self, fleet: &Fleet, groups: &[GroupPlan]) -> Limits {
        let sum = |of: fn(&GroupPlan) -> Money| groups.iter().map(of).sum::<Money>();
        let (setup, monthly) = (sum(|group| group.totals.setup), sum(|group| group.totals.monthly));
        let kept = sum(|group| group.kept_monthly);
        let limits = &fleet.limits;
        if let Some(Located { value, place }) = limits.setup.as_ref().filter(|limit| setup > limit.value) {
            let rule = format!("setup allows {value}, but the numbers to buy cost {setup} at once");
            self.faults.add(place, rule);
        }
        let over = |limit: &&Located<Money>| kept + monthly > limit.value;
        if let Some(Located { value, place }) = limits.monthly.as_ref().filter(over) {
            let rule = format!(
                "monthly allows {value}, but the fleet would cost {} a month: {kept} for what it has, {monthly} for what is bought",
                kept + monthly
            );
            self.faults.add(place, rule);
        }
        Limits {
            setup: Some(limits.setup.as_ref().map_or(setup, |limit| limit.value)),
            monthly: Some(
                limits
                    .monthly
                    .as_ref()
                    .map_or(monthly, |limit| limit.value - kept),
            ),
        }
    }
}
