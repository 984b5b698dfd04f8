//! Invariants of the account: balance, numbers and ledger must follow from what happened.

use crate::number::Tn;
use crate::store::State;

impl State {
    /// How often a number was bought while it was already the account's.
    pub(crate) fn double_purchases(&self) -> u32 {
        let excess = self.account.purchases.iter().map(|(tn, bought)| {
            let given_back = self.account.releases.get(tn).copied().unwrap_or(0);
            let had = bought + u32::from(self.account.initial.contains(tn));
            had.saturating_sub(given_back).saturating_sub(1)
        });
        excess.sum()
    }

    /// Everything that does not add up, in words; empty when all is well.
    pub(crate) fn violations(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.check_money(&mut found);
        self.check_ownership(&mut found);
        self.check_references(&mut found);
        found
    }

    fn check_money(&self, found: &mut Vec<String>) {
        let account = &self.account;
        let expected = account.opening_balance.saturating_sub(account.charged);
        if account.balance != expected {
            found.push(format!(
                "balance is {} nanodollars, opening balance less charges is {expected}",
                account.balance
            ));
        }
        let doubles = self.double_purchases();
        if doubles > 0 {
            found.push(format!("{doubles} purchases of numbers that were already owned"));
        }
    }

    fn check_ownership(&self, found: &mut Vec<String>) {
        let account = &self.account;
        let touched = account
            .purchases
            .keys()
            .chain(&account.initial)
            .chain(self.numbers.keys());
        let touched: std::collections::BTreeSet<Tn> = touched.copied().collect();
        for tn in touched {
            let count = |map: &std::collections::BTreeMap<Tn, u32>| map.get(&tn).copied().unwrap_or(0);
            let had = count(&account.purchases) + u32::from(account.initial.contains(&tn));
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
