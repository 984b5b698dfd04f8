//! Invariants of the account: balance, numbers and ledger must follow from what happened.

use std::collections::BTreeMap;
use std::fmt;

use crate::number::Tn;
use crate::store::State;
use crate::store::account::What;
use crate::store::messages::Message;
use crate::store::numbers::MONTH;
use crate::time::Micros;

/// An invariant and what breaks it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) violations: Vec<String>,
}

/// Names records of equal content.
fn twins<I: fmt::Display, C: Ord>(
    found: &mut Vec<String>,
    what: &str,
    records: impl Iterator<Item = (I, C)>,
) {
    let mut seen: BTreeMap<C, I> = BTreeMap::new();
    for (id, content) in records {
        match seen.get(&content) {
            Some(first) => found.push(format!("{what} {id}: the same as {what} {first}")),
            None => drop(seen.insert(content, id)),
        }
    }
}

impl State {
    /// How often a number was bought while it was already the account's.
    pub(crate) fn double_purchases(&self) -> u32 {
        let excess = self.account.purchases.iter().map(|(tn, bought)| {
            let given_back = self.account.releases.get(tn).copied().unwrap_or(0);
            let ported = self.porting.ported_in.get(tn).copied().unwrap_or(0);
            let had = bought + ported + u32::from(self.account.initial.contains(tn));
            had.saturating_sub(given_back).saturating_sub(1)
        });
        excess.sum()
    }

    /// Every invariant with what breaks it, in words; nothing when it holds.
    pub(crate) fn checks(&self) -> Vec<Check> {
        let check = |name, look: &dyn Fn(&mut Vec<String>)| {
            let mut violations = Vec::new();
            look(&mut violations);
            Check { name, violations }
        };
        vec![
            check("the balance is what charges left of it", &|found| {
                self.check_balance(found)
            }),
            check("no number is bought while it is owned", &|found| {
                self.check_purchases(found)
            }),
            check("nothing is charged twice", &|found| self.check_charges(found)),
            check("numbers are owned, sold and released in turn", &|found| {
                self.check_ownership(found);
            }),
            check("numbers point at records that exist", &|found| {
                self.check_references(found)
            }),
            Check {
                name: "nothing of Tropo is an orphan, and its money adds up",
                violations: self.tropo.violations(),
            },
        ]
    }

    fn check_balance(&self, found: &mut Vec<String>) {
        let account = &self.account;
        let expected = account.opening_balance.saturating_sub(account.charged);
        if account.balance != expected {
            found.push(format!(
                "balance is {} nanodollars, opening balance less charges is {expected}",
                account.balance
            ));
        }
    }

    fn check_purchases(&self, found: &mut Vec<String>) {
        let doubles = self.double_purchases();
        if doubles > 0 {
            found.push(format!("{doubles} purchases of numbers that were already owned"));
        }
    }

    /// A set-up for every purchase at most, and a month only after a month. The ledger may have lost its oldest lines.
    fn check_charges(&self, found: &mut Vec<String>) {
        let mut setups: BTreeMap<Tn, u32> = BTreeMap::new();
        let mut months: BTreeMap<Tn, Micros> = BTreeMap::new();
        let lines = self.account.charges.iter();
        for (tn, charge) in lines.filter_map(|charge| Some((charge.number?, charge))) {
            match charge.what {
                What::NumberSetup => {
                    *setups.entry(tn).or_default() += 1;
                    months.remove(&tn);
                }
                What::NumberMonth => {
                    let before = months.insert(tn, charge.at);
                    if before.is_some_and(|before| charge.at - before < MONTH) {
                        found.push(format!("+{tn}: two months were charged within one"));
                    }
                }
                What::E911 | What::E911Month | What::Cnam | What::Message | What::PortIn => {}
            }
        }
        for (tn, count) in setups {
            let bought = self.account.purchases.get(&tn).copied().unwrap_or(0);
            if count > bought {
                found.push(format!(
                    "+{tn}: {count} set-ups were charged for {bought} purchases"
                ));
            }
        }
    }

    /// What was done twice in the same way. The carrier allows it; a client that repeats what it must not does this.
    pub(crate) fn duplicates(&self) -> Vec<String> {
        let mut found = Vec::new();
        let routes = self.routes.iter();
        twins(
            &mut found,
            "route",
            routes.map(|(id, route)| (id, (route.kind.word(), &route.value))),
        );
        twins(
            &mut found,
            "E911 record",
            self.e911s
                .iter()
                .map(|(id, record)| (id, record.place_and_person())),
        );
        twins(
            &mut found,
            "CNAM record",
            self.cnams.iter().map(|(id, record)| (id, &record.value)),
        );
        let applications = self.tropo.applications.iter().map(|(id, app)| {
            (
                id,
                (
                    app.owner,
                    &app.name,
                    &app.platform,
                    &app.partition,
                    &app.voice_url,
                    &app.messaging_url,
                ),
            )
        });
        twins(&mut found, "Tropo application", applications);
        self.find_repeated_messages(&mut found);
        found
    }

    /// Messages whose sender sent the same to the same recipient just before.
    fn find_repeated_messages(&self, found: &mut Vec<String>) {
        let mut sent: Vec<(&String, &Message)> = self
            .messages
            .iter()
            .filter(|(_, message)| !message.inbound)
            .collect();
        sent.sort_by_key(|(_, message)| message.order);
        let mut latest: BTreeMap<(Tn, Tn), (&String, &Message)> = BTreeMap::new();
        for (id, message) in sent {
            let before = latest.insert((message.from, message.to), (id, message));
            if let Some((other, _)) = before.filter(|(_, before)| before.says_the_same(message)) {
                found.push(format!(
                    "messages {other} and {id}: the same, one after the other, from +{} to +{}",
                    message.from, message.to
                ));
            }
        }
    }

    fn check_ownership(&self, found: &mut Vec<String>) {
        let account = &self.account;
        let touched = account
            .purchases
            .keys()
            .chain(&account.initial)
            .chain(self.porting.ported_in.keys())
            .chain(self.numbers.keys());
        let touched: std::collections::BTreeSet<Tn> = touched.copied().collect();
        for tn in touched {
            let count = |map: &std::collections::BTreeMap<Tn, u32>| map.get(&tn).copied().unwrap_or(0);
            let had = count(&account.purchases)
                + count(&self.porting.ported_in)
                + u32::from(account.initial.contains(&tn));
            let owned = self.numbers.contains_key(&tn);
            if had.checked_sub(count(&account.releases)) != Some(u32::from(owned)) {
                found.push(format!(
                    "+{tn}: purchases and releases do not explain that it is owned: {owned}"
                ));
            }
            if owned && !self.sold.contains(&tn) {
                found.push(format!("+{tn}: owned and for sale at the same time"));
            }
        }
    }

    fn check_references(&self, found: &mut Vec<String>) {
        for (tn, number) in &self.numbers {
            let routes = [number.primary_route, number.failover_route];
            if routes
                .into_iter()
                .flatten()
                .any(|id| !self.routes.contains_key(&id))
            {
                found.push(format!("+{tn}: points at a route that does not exist"));
            }
            if number.e911.is_some_and(|id| !self.e911s.contains_key(&id)) {
                found.push(format!("+{tn}: points at an E911 record that does not exist"));
            }
            if number
                .cnam
                .is_some_and(|id| !self.cnams.get(&id).is_some_and(|cnam| cnam.is_approved()))
            {
                found.push(format!(
                    "+{tn}: points at a CNAM record that is not there or not approved"
                ));
            }
        }
    }
}
