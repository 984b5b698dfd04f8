//! What the account has, as far as it matters to a fleet.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt;
use trunkline_core::PhoneNumber;

use crate::fleet::{Fleet, Group, Members};
use crate::{Failure, Holding, Setting};

/// A number of the account that belongs to a group.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The place in the group: what its alias says, or where the list has it, counted from 1.
    pub(crate) n: u32,
    pub(crate) holding: Holding,
}

impl Member {
    fn alias(&self) -> &str {
        match &self.holding.alias {
            Setting::Is(alias) => alias,
            Setting::Untold | Setting::Nothing => "",
        }
    }
}

/// Two numbers that have the same alias, so that nobody can tell which of them is meant.
pub(crate) struct Clash<'a> {
    pub(crate) group: &'a Group,
    pub(crate) numbers: [PhoneNumber; 2],
    pub(crate) alias: &'a str,
}

/// The numbers of the account, and the group of each that has one.
pub(crate) struct Account {
    numbers: HashSet<PhoneNumber>,
    members: Vec<Vec<Member>>,
}

impl Account {
    /// Reads the numbers of an account.
    pub(crate) async fn read(
        fleet: &Fleet,
        holdings: impl futures_core::Stream<Item = Result<Holding, Failure>>,
    ) -> Result<Self, Failure> {
        let listed = listed(&fleet.groups);
        let mut account = Self {
            numbers: HashSet::new(),
            members: vec![Vec::new(); fleet.groups.len()],
        };
        let mut holdings = std::pin::pin!(holdings);
        while let Some(holding) = holdings.try_next().await? {
            // A list that is read page by page may tell of a number twice.
            if !account.numbers.insert(holding.number) {
                continue;
            }
            let home = listed.get(&holding.number).copied();
            let Some((group, n)) = home.or_else(|| by_alias(&fleet.groups, &holding)) else {
                continue;
            };
            if let Some(members) = account.members.get_mut(group) {
                members.push(Member { n, holding });
            }
        }
        for members in &mut account.members {
            members.sort_by_key(|member| (member.n, member.holding.number));
        }
        Ok(account)
    }

    /// Whether the account has this number.
    pub(crate) fn has(&self, number: PhoneNumber) -> bool {
        self.numbers.contains(&number)
    }

    /// The groups that have two numbers of the same alias, and these.
    pub(crate) fn clashes<'a>(&'a self, fleet: &'a Fleet) -> impl Iterator<Item = Clash<'a>> {
        let groups = fleet.groups.iter().zip(&self.members);
        groups.flat_map(|(group, members)| {
            members.windows(2).filter_map(move |pair| match pair {
                [a, b] if a.n == b.n => Some(Clash {
                    group,
                    numbers: [a.holding.number, b.holding.number],
                    alias: b.alias(),
                }),
                _ => None,
            })
        })
    }

    /// How many numbers the account has.
    pub(crate) fn owned(&self) -> u64 {
        u64::try_from(self.numbers.len()).unwrap_or(u64::MAX)
    }

    /// The numbers that no search may choose: those of the account and those of the lists.
    pub(crate) fn taken(&self, fleet: &Fleet) -> HashSet<PhoneNumber> {
        let listed = listed(&fleet.groups).into_keys();
        self.numbers.iter().copied().chain(listed).collect()
    }

    /// The members of all groups.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().flatten()
    }

    /// The members of each group, in the order of the groups.
    pub(crate) fn into_members(self) -> Vec<Vec<Member>> {
        self.members
    }
}

/// The group and the place of each number that is listed.
fn listed(groups: &[Group]) -> HashMap<PhoneNumber, (usize, u32)> {
    let mut places = HashMap::new();
    for (index, group) in groups.iter().enumerate() {
        let Members::Listed(listed) = &group.members else {
            continue;
        };
        let numbers = (1..).zip(listed);
        places.extend(numbers.map(|(n, listed)| (listed.number, (index, n))));
    }
    places
}

fn by_alias(groups: &[Group], holding: &Holding) -> Option<(usize, u32)> {
    let Setting::Is(alias) = &holding.alias else {
        return None;
    };
    groups
        .iter()
        .enumerate()
        .find_map(|(index, group)| match &group.members {
            Members::Any(any) => any.alias.member(alias).map(|n| (index, n)),
            Members::Listed(_) => None,
        })
}
