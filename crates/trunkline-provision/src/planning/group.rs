//! The plan of one group.

use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt, TryStreamExt, stream};
use trunkline_core::PhoneNumber;

use super::account::Member;
use super::settings::{differences, is_untold};
use super::stock::{Found, Priced, Unfit, priced};
use super::{AT_ONCE, GroupPlan, PlanError, Planner};
use crate::fleet::{Any, Ceilings, Group, Listed, Members, Wanted};
use crate::{Action, Carrier, Change, Failure, Holding, Search, Slot};

impl<C: Carrier> Planner<'_, C> {
    /// Plans a group that has these members.
    pub(super) async fn group(
        &mut self,
        group: &Group,
        members: Vec<Member>,
    ) -> Result<GroupPlan, PlanError> {
        let mut plan = GroupPlan {
            name: group.name.clone(),
            ..GroupPlan::default()
        };
        match &group.members {
            Members::Any(any) => self.any(group, any, members, &mut plan).await?,
            Members::Listed(listed) => self.listed(group, listed, members, &mut plan).await?,
        }
        Ok(plan)
    }

    /// The members with the lowest places stay. Numbers that are bought get the lowest places that are free.
    async fn any(
        &mut self,
        group: &Group,
        any: &Any,
        mut members: Vec<Member>,
        plan: &mut GroupPlan,
    ) -> Result<(), PlanError> {
        let count = usize::try_from(any.count.value).unwrap_or(usize::MAX);
        let used: HashSet<u32> = members.iter().map(|member| member.n).collect();
        let surplus = members.split_off(members.len().min(count));
        let missing = count - members.len();
        let kept = members.into_iter().map(|member| {
            let alias = any.alias.name(member.n);
            (alias.clone(), Some(alias), &*any.wanted, member.holding)
        });
        self.keep(group, kept.collect(), plan).await?;
        let free = (1..).filter(|n| !used.contains(n)).map(|n| any.alias.name(n));
        self.buy(group, any, missing, free, plan).await?;
        for member in surplus {
            if !any.release_surplus {
                plan.surplus += 1;
                plan.add_kept(&member.holding);
                continue;
            }
            let slot = Slot {
                name: any.alias.name(member.n),
                group: group.name.clone(),
                number: member.holding.number,
                action: Action::Release,
                changes: Vec::new(),
            };
            self.add(&slot, plan)?;
        }
        Ok(())
    }

    async fn buy(
        &mut self,
        group: &Group,
        any: &Any,
        missing: usize,
        names: impl Iterator<Item = String>,
        plan: &mut GroupPlan,
    ) -> Result<(), PlanError> {
        let found = self
            .stock
            .find(self.carrier, &any.searches, &group.ceilings, missing)
            .await?;
        if found.offers.len() < missing {
            self.faults
                .add(&any.count.place, shortage(&group.name, missing, &found));
            return Ok(());
        }
        let substitutes = match any.substitutes {
            true => any.searches.as_slice(),
            false => &[],
        };
        let settings = self.book.changes(&any.wanted);
        for (offer, name) in found.offers.iter().zip(names) {
            let mut changes = vec![Change::Alias(name.clone())];
            changes.extend_from_slice(&settings);
            let slot = bought(&group.name, name, offer, substitutes, changes);
            self.add(&slot, plan)?;
        }
        Ok(())
    }

    /// Listed numbers that the account has stay, the others are bought.
    async fn listed(
        &mut self,
        group: &Group,
        listed: &[Listed],
        members: Vec<Member>,
        plan: &mut GroupPlan,
    ) -> Result<(), PlanError> {
        let mut owned: HashMap<PhoneNumber, Holding> = members
            .into_iter()
            .map(|member| (member.holding.number, member.holding))
            .collect();
        let (mut kept, mut missing) = (Vec::new(), Vec::new());
        for (n, listed) in (1_u32..).zip(listed) {
            let alias = listed.alias.clone();
            let name = listed.name(n, &group.name);
            match owned.remove(&listed.number) {
                Some(holding) => kept.push((name, alias, &*listed.wanted, holding)),
                None => missing.push((name, listed)),
            }
        }
        self.keep(group, kept, plan).await?;
        let carrier = self.carrier;
        let found = stream::iter(missing).map(|(name, listed)| async move {
            let offer = offer(carrier, listed.number, &group.ceilings).await?;
            Ok::<_, Failure>((name, listed, offer))
        });
        let mut found = std::pin::pin!(found.buffered(AT_ONCE));
        while let Some((name, listed, offer)) = found.try_next().await? {
            let offer = match offer {
                Ok(offer) => offer,
                Err(rule) => {
                    self.faults.add(&listed.place, rule);
                    continue;
                }
            };
            let alias = listed.alias.clone().map(Change::Alias);
            let settings = self.book.changes(&listed.wanted);
            let changes = alias.into_iter().chain(settings).collect();
            self.add(&bought(&group.name, name, &offer, &[], changes), plan)?;
        }
        Ok(())
    }

    /// Plans the changes of numbers that stay: a name, an alias if there is to be one, what is wanted, and what is.
    async fn keep(
        &mut self,
        group: &Group,
        kept: Vec<(String, Option<String>, &Wanted, Holding)>,
        plan: &mut GroupPlan,
    ) -> Result<(), PlanError> {
        let (carrier, book) = (self.carrier, self.book.clone());
        let changed = stream::iter(kept).map(|(name, alias, wanted, holding)| {
            let settings = book.changes(wanted);
            let wanted: Vec<Change> = alias.map(Change::Alias).into_iter().chain(settings).collect();
            async move {
                let holding = told(carrier, &wanted, holding).await?;
                let differences = differences(wanted, &holding);
                let changes: Vec<Change> = differences.map(|difference| difference.wanted).collect();
                Ok::<_, Failure>((name, holding, changes))
            }
        });
        let mut changed = std::pin::pin!(changed.buffered(AT_ONCE));
        while let Some((name, holding, changes)) = changed.try_next().await? {
            plan.add_kept(&holding);
            if changes.is_empty() {
                plan.keep += 1;
                continue;
            }
            let slot = Slot {
                name,
                group: group.name.clone(),
                number: holding.number,
                action: Action::Keep,
                changes,
            };
            self.add(&slot, plan)?;
        }
        Ok(())
    }
}

impl GroupPlan {
    fn add_kept(&mut self, holding: &Holding) {
        match holding.monthly {
            Some(monthly) => self.kept_monthly += monthly,
            None => self.untold += 1,
        }
    }
}

/// What a number has, read by itself if the list did not tell all that matters.
pub(crate) async fn told(
    carrier: &impl Carrier,
    wanted: &[Change],
    holding: Holding,
) -> Result<Holding, Failure> {
    if !is_untold(wanted, &holding) {
        return Ok(holding);
    }
    // One that has gone meanwhile is planned as it was; its changes will be refused.
    let known = carrier.holding(holding.number).await?;
    Ok(known.map_or(holding.clone(), |known| Holding {
        monthly: known.monthly.or(holding.monthly),
        ..known
    }))
}

/// The offer of one definite number, or why it cannot be bought.
async fn offer(
    carrier: &impl Carrier,
    number: PhoneNumber,
    ceilings: &Ceilings,
) -> Result<Result<Priced, String>, Failure> {
    let search = Search {
        number: Some(number),
        limit: 1,
        ..Search::default()
    };
    let offers = carrier.search(&search).await?;
    let Some(offer) = offers.into_iter().find(|offer| offer.number == number) else {
        return Ok(Err(format!("{number} is neither on the account nor for sale")));
    };
    Ok(priced(&offer, ceilings).map_err(|unfit| match unfit {
        Unfit::Unpriced => format!("the carrier does not tell what {number} costs"),
        Unfit::Dear => {
            let told = |cost: Option<trunkline_core::Money>| cost.unwrap_or_default();
            let (setup, monthly) = (told(offer.setup), told(offer.monthly));
            format!("{number} costs {setup} at once and {monthly} a month, more than its group allows")
        }
    }))
}

/// A number that is bought. What stands in for it costs no more.
fn bought(group: &str, name: String, offer: &Priced, substitutes: &[Search], changes: Vec<Change>) -> Slot {
    let Priced {
        number,
        setup,
        monthly,
    } = *offer;
    Slot {
        name,
        group: group.to_owned(),
        number,
        action: Action::Buy {
            setup,
            monthly,
            substitutes: substitutes.to_vec(),
            max_setup: setup,
            max_monthly: monthly,
        },
        changes,
    }
}

fn shortage(name: &str, missing: usize, found: &Found) -> String {
    let mut rule = format!(
        "count: the group {name} lacks {missing} numbers, and only {} are for sale",
        found.offers.len()
    );
    if found.dear > 0 {
        rule.push_str(&format!(" within its ceilings ({} cost more)", found.dear));
    }
    if found.unpriced > 0 {
        rule.push_str(&format!("; {} have no price", found.unpriced));
    }
    rule
}
