//! The numbers of the account that belong to a fleet.

use std::collections::HashSet;

use futures_util::TryStreamExt;

use crate::fleet::{Fleet, Members};
use crate::planning::Account;
use crate::{Carrier, Failure, Holding};

/// A number of the account, and what a fleet calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FleetNumber {
    /// Its name in the fleet.
    pub name: String,
    /// Its group; empty if it belongs to none.
    pub group: String,
    /// What it has.
    pub holding: Holding,
}

impl FleetNumber {
    /// A number that belongs to no group.
    #[must_use]
    pub fn new(name: String, holding: Holding) -> Self {
        Self {
            name,
            group: String::new(),
            holding,
        }
    }
}

/// How many numbers the account has: as many as when a plan was made, or the plan is out of date.
///
/// # Errors
/// When the carrier cannot be asked.
pub async fn count_numbers(carrier: &impl Carrier) -> Result<u64, Failure> {
    let mut holdings = std::pin::pin!(carrier.holdings());
    let mut numbers = HashSet::new();
    while let Some(holding) = holdings.try_next().await? {
        numbers.insert(holding.number);
    }
    Ok(u64::try_from(numbers.len()).unwrap_or(u64::MAX))
}

/// The numbers of the account that belong to a fleet, with what the carrier tells of many at once.
///
/// # Errors
/// When the carrier cannot be asked.
pub async fn fleet_numbers(fleet: &Fleet, carrier: &impl Carrier) -> Result<Vec<FleetNumber>, Failure> {
    let account = Account::read(fleet, carrier.holdings()).await?;
    let mut numbers = Vec::new();
    for (group, members) in fleet.groups.iter().zip(account.into_members()) {
        for member in members {
            let place = usize::try_from(member.n).unwrap_or(usize::MAX).saturating_sub(1);
            let name = match &group.members {
                Members::Any(any) => Some(any.alias.name(member.n)),
                Members::Listed(listed) => listed.get(place).map(|listed| listed.name(member.n, &group.name)),
            };
            numbers.push(FleetNumber {
                name: name.unwrap_or_default(),
                group: group.name.clone(),
                holding: member.holding,
            });
        }
    }
    Ok(numbers)
}
