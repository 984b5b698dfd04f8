//! An audit: what is wanted, what was bought, and what the account has.

use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use trunkline_core::PhoneNumber;

use crate::fleet::{Any, Faults, Fleet, Group, Listed, Members};
use crate::planning::{AT_ONCE, Account, Book, Difference, Member, differences, told};
use crate::{Attached, Carrier, Change, Failure, Holding, PlanError, Setting};

/// A number that a run bought, by its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "whoever reads a journal makes these")]
pub struct Bought {
    /// The number.
    pub number: PhoneNumber,
    /// The name of its slot.
    pub slot: String,
}

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// How many numbers the fleet is to have.
    pub wanted: u64,
    /// How many of them are there and just as wanted.
    pub sound: u64,
    /// How many numbers of the fleet have no emergency address although none is asked for.
    pub without_e911: u64,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Finding {
    /// A group has fewer numbers than it is to have.
    Lacking {
        /// The group.
        group: String,
        /// How many it lacks.
        count: u64,
    },
    /// A listed number is not on the account.
    Missing {
        /// Its group.
        group: String,
        /// The number.
        number: PhoneNumber,
    },
    /// A number has the alias of a group that has enough of them.
    Surplus {
        /// The group.
        group: String,
        /// The number.
        number: PhoneNumber,
        /// Its alias.
        name: String,
    },
    /// Two numbers have the same alias.
    SameAlias {
        /// Their group.
        group: String,
        /// The numbers.
        numbers: [PhoneNumber; 2],
        /// The alias.
        name: String,
    },
    /// Settings are not as they are wanted.
    Drift {
        /// The group.
        group: String,
        /// The number.
        number: PhoneNumber,
        /// Its name in the fleet.
        name: String,
        /// What differs.
        settings: Vec<Drift>,
    },
    /// A run bought it, the account has it, and the file does not ask for it.
    Orphan {
        /// The number.
        number: PhoneNumber,
        /// The slot it was bought for.
        name: String,
    },
    /// A run bought it, and the account does not have it.
    Gone {
        /// The number.
        number: PhoneNumber,
        /// The slot it was bought for.
        name: String,
    },
}

/// A setting that is not as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Drift {
    /// What the fleet file calls it.
    pub setting: &'static str,
    /// What it is to be.
    pub wanted: String,
    /// What it is.
    pub is: Setting<String>,
}

/// Compares what the file asks for and what runs bought with what the account has. Reads only.
///
/// # Errors
/// When the file names what the account does not have, or the carrier cannot be asked.
pub async fn audit(
    fleet: &Fleet,
    carrier: &impl Carrier,
    bought: impl IntoIterator<Item = Bought>,
) -> Result<Audit, PlanError> {
    let mut faults = Faults::default();
    let book = Book::read(fleet, carrier, &mut faults).await?;
    faults.or(())?;
    let account = Account::read(fleet, carrier.holdings()).await?;
    let mut audit = Audit::default();
    for clash in account.clashes(fleet) {
        audit.findings.push(Finding::SameAlias {
            group: clash.group.name.clone(),
            numbers: clash.numbers,
            name: clash.alias.to_owned(),
        });
    }
    audit.journal(&account, bought);
    for (group, members) in fleet.groups.iter().zip(account.into_members()) {
        match &group.members {
            Members::Any(any) => audit.any(carrier, &book, group, any, members).await?,
            Members::Listed(listed) => audit.listed(carrier, &book, group, listed, members).await?,
        }
    }
    Ok(audit)
}

/// A number of a group, what it is called and how it is to be.
type Known = (String, Holding, Vec<Change>);

impl Audit {
    fn journal(&mut self, account: &Account, bought: impl IntoIterator<Item = Bought>) {
        let members: HashSet<PhoneNumber> = account.members().map(|member| member.holding.number).collect();
        for Bought { number, slot: name } in bought {
            match (account.has(number), members.contains(&number)) {
                (true, true) => {}
                (true, false) => self.findings.push(Finding::Orphan { number, name }),
                (false, _) => self.findings.push(Finding::Gone { number, name }),
            }
        }
    }

    async fn any(
        &mut self,
        carrier: &impl Carrier,
        book: &Book,
        group: &Group,
        any: &Any,
        mut members: Vec<Member>,
    ) -> Result<(), Failure> {
        let count = usize::try_from(any.count.value).unwrap_or(usize::MAX);
        let surplus = members.split_off(members.len().min(count));
        self.wanted += u64::from(any.count.value);
        if let Some(missing) = u64::try_from(count - members.len()).ok().filter(|n| *n > 0) {
            self.findings.push(Finding::Lacking {
                group: group.name.clone(),
                count: missing,
            });
        }
        self.findings
            .extend(surplus.into_iter().map(|member| Finding::Surplus {
                group: group.name.clone(),
                number: member.holding.number,
                name: any.alias.name(member.n),
            }));
        let settings = book.changes(&any.wanted);
        let known = members.into_iter().map(|member| {
            let name = any.alias.name(member.n);
            (name, member.holding, settings.clone())
        });
        self.compare(carrier, book, group, known).await
    }

    async fn listed(
        &mut self,
        carrier: &impl Carrier,
        book: &Book,
        group: &Group,
        listed: &[Listed],
        members: Vec<Member>,
    ) -> Result<(), Failure> {
        let mut owned: HashMap<PhoneNumber, Holding> = members
            .into_iter()
            .map(|member| (member.holding.number, member.holding))
            .collect();
        let mut known: Vec<Known> = Vec::with_capacity(owned.len());
        for (n, listed) in (1_u32..).zip(listed) {
            self.wanted += 1;
            let Some(holding) = owned.remove(&listed.number) else {
                self.findings.push(Finding::Missing {
                    group: group.name.clone(),
                    number: listed.number,
                });
                continue;
            };
            let alias = listed.alias.clone().map(Change::Alias).into_iter();
            let wanted = alias.chain(book.changes(&listed.wanted)).collect();
            known.push((listed.name(n, &group.name), holding, wanted));
        }
        self.compare(carrier, book, group, known).await
    }

    /// Compares numbers one by one; those whose settings were not told with the others are read.
    async fn compare(
        &mut self,
        carrier: &impl Carrier,
        book: &Book,
        group: &Group,
        known: impl IntoIterator<Item = Known>,
    ) -> Result<(), Failure> {
        let read = stream::iter(known).map(|(name, holding, wanted)| async move {
            let holding = told(carrier, &asked(&wanted), holding).await?;
            Ok::<_, Failure>((name, holding, wanted))
        });
        let mut read = std::pin::pin!(read.buffered(AT_ONCE));
        while let Some((name, holding, wanted)) = read.try_next().await? {
            let asks_for_e911 = wanted.iter().any(is_e911);
            if !asks_for_e911 && holding.emergency_address == Setting::Nothing {
                self.without_e911 += 1;
            }
            let settings: Vec<Drift> = differences(wanted, &holding)
                .map(|difference| Drift::of(difference, book))
                .collect();
            if settings.is_empty() {
                self.sound += 1;
                continue;
            }
            self.findings.push(Finding::Drift {
                group: group.name.clone(),
                number: holding.number,
                name,
                settings,
            });
        }
        Ok(())
    }
}

/// What has to be told of a number: what is wanted of it, and its emergency address in any case.
fn asked(wanted: &[Change]) -> Vec<Change> {
    let mut asked = wanted.to_vec();
    if !asked.iter().any(is_e911) {
        let any = crate::NamedId {
            name: String::new(),
            id: String::new(),
        };
        asked.push(Change::Attach(Attached::EmergencyAddress, any));
    }
    asked
}

fn is_e911(change: &Change) -> bool {
    matches!(change, Change::Attach(Attached::EmergencyAddress, _))
}

impl Drift {
    fn of(difference: Difference, book: &Book) -> Self {
        let (setting, wanted) = match &difference.wanted {
            Change::Alias(alias) => ("alias", alias.clone()),
            Change::Messaging(on) => ("messaging", if *on { "on" } else { "off" }.to_owned()),
            Change::Attach(attached, named) => (attached.key(), named.name.clone()),
        };
        let is = match (difference.is, &difference.wanted) {
            (Setting::Is(id), Change::Attach(attached, _)) => Setting::Is(book.name(*attached, &id)),
            (is, _) => is,
        };
        Self { setting, wanted, is }
    }
}

impl Attached {
    /// What the fleet file calls it.
    fn key(self) -> &'static str {
        match self {
            Self::PrimaryRoute => "route",
            Self::FailoverRoute => "failover",
            Self::EmergencyAddress => "e911",
            Self::CallerName => "caller_name",
        }
    }
}
