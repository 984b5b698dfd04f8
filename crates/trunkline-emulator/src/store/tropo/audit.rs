//! Invariants of the Tropo account.

use std::collections::BTreeSet;

use super::TropoState;
use super::addresses::{AddressKind, number_of};
use super::catalog::{FEATURES, PAYMENT_TYPES};

impl TropoState {
    /// Everything that does not add up, in words; empty when all is well.
    pub(crate) fn violations(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.check_users(&mut found);
        self.check_addresses(&mut found);
        self.check_numbers(&mut found);
        self.check_owners(&mut found);
        found.into_iter().map(|line| format!("tropo: {line}")).collect()
    }

    fn check_users(&self, found: &mut Vec<String>) {
        if !self.users.contains_key(&self.login_user) {
            found.push(format!("the login user {} does not exist", self.login_user));
        }
        for (id, user) in &self.users {
            let money = &user.money;
            let expected = money
                .opening
                .saturating_add(money.paid)
                .saturating_sub(money.spent);
            if money.balance != expected {
                found.push(format!(
                    "user {id}: balance is {} nanodollars, opening balance, payments and charges make {expected}",
                    money.balance
                ));
            }
            let known = |wanted: u8| PAYMENT_TYPES.iter().any(|(id, _)| *id == wanted);
            if money
                .method
                .as_ref()
                .is_some_and(|method| !known(method.payment_type))
            {
                found.push(format!("user {id}: pays with a payment type that does not exist"));
            }
            let strange = |wanted: &u8| !FEATURES.iter().any(|feature| feature.id == *wanted);
            if user.features.iter().any(strange) {
                found.push(format!("user {id}: has a feature that does not exist"));
            }
        }
    }

    /// Every address is in one place only, and numbers are booked to the application that has them.
    fn check_addresses(&self, found: &mut Vec<String>) {
        let mut seen = BTreeSet::new();
        for (id, application) in &self.applications {
            for address in &application.addresses {
                let word = address.kind.word();
                if !seen.insert((word, address.value.clone())) {
                    found.push(format!("{word} {}: is in two places", address.value));
                }
                let booked = number_of(address).map(|number| self.numbers.get(&number));
                if address.kind == AddressKind::Number && booked != Some(Some(id)) {
                    found.push(format!(
                        "{word} {}: application {id} has it, and it is not booked so",
                        address.value
                    ));
                }
            }
        }
    }

    fn check_numbers(&self, found: &mut Vec<String>) {
        let books = &self.books;
        let touched: BTreeSet<u64> = books
            .taken
            .keys()
            .chain(&books.initial)
            .chain(self.numbers.keys())
            .copied()
            .collect();
        for number in touched {
            let had =
                books.taken.get(&number).copied().unwrap_or(0) + u32::from(books.initial.contains(&number));
            let released = books.released.get(&number).copied().unwrap_or(0);
            let held = self.numbers.get(&number);
            if had.checked_sub(released) != Some(u32::from(held.is_some())) {
                found.push(format!(
                    "+{number}: was taken {had} times and released {released} times"
                ));
            }
            let has = |id: &u64| {
                self.applications.get(id).is_some_and(|app| {
                    app.addresses
                        .iter()
                        .any(|address| number_of(address) == Some(number))
                })
            };
            if held.is_some_and(|id| !has(id)) {
                found.push(format!(
                    "+{number}: is booked to an application that does not have it"
                ));
            }
        }
    }

    fn check_owners(&self, found: &mut Vec<String>) {
        let known = |id: u64| self.users.contains_key(&id);
        for (id, application) in &self.applications {
            if !known(application.owner) {
                found.push(format!("application {id}: belongs to nobody"));
            }
        }
        for (code, invitation) in &self.invitations {
            if invitation.owner.is_some_and(|owner| !known(owner)) {
                found.push(format!("invitation {code}: belongs to nobody"));
            }
        }
        for (id, webhook) in &self.webhooks {
            let orphan = webhook
                .application
                .is_some_and(|id| !self.applications.contains_key(&id));
            if !known(webhook.owner) || orphan {
                found.push(format!("webhook {id}: its user or application does not exist"));
            }
        }
    }
}
