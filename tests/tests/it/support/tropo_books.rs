//! What Tropo's side of the matter looks like: the emulator's state and books.

use std::collections::BTreeMap;

use serde_json::Value;
use trunkline_emulator::Emulator;

use crate::support::tropo_signup::{Customer, Moving, NAME, PAYMENT};

/// A look at everything Tropo has.
pub(crate) struct Books {
    state: Value,
    audit: Value,
    violations: Vec<String>,
}

impl Books {
    pub(crate) fn of(emulator: &Emulator) -> Self {
        let (state, audit) = (emulator.state(), emulator.audit());
        Self {
            state: state.pointer("/tropo").cloned().unwrap(),
            audit: audit.tropo().clone(),
            violations: audit.violations().to_vec(),
        }
    }

    /// Everything is there once, was paid once and was bought once.
    pub(crate) fn hold_one_customer(&self, before: &Self, customer: &Customer, moving: Moving) {
        self.add_up(before, customer);
        let applications = self.applications_since(before);
        let names: Vec<&str> = applications.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["front desk", "warehouse"]);
        let kept = |id: &str| -> Vec<String> {
            let addresses = self.state.pointer(&format!("/applications/{id}/addresses"));
            let kinds = addresses.and_then(Value::as_array).into_iter().flatten();
            let kind = |address: &Value| address.get("kind").and_then(Value::as_str).map(str::to_owned);
            let mut kinds: Vec<String> = kinds.filter_map(kind).collect();
            kinds.sort();
            kinds
        };
        let [(first, _), (second, _)] = applications.as_slice() else {
            panic!("{applications:?}");
        };
        assert_eq!(kept(first), ["aim", "sip", "skype", "token"]);
        assert_eq!(kept(second), ["number", "sip", "skype"]);
        self.hold_one_number(before, &customer.number, moving);
    }

    /// Of all that is not free, only what was not free before; the user has paid once.
    pub(crate) fn hold_nothing_more(&self, before: &Self, customer: &Customer) {
        self.add_up(before, customer);
        for what in ["applications", "numbers", "invitations", "webhooks"] {
            assert_eq!(self.state.get(what), before.state.get(what), "{what}");
        }
        assert_eq!(self.counted("taken"), self.counted("released"));
    }

    /// What must be so at any time: one user more, active, who has paid once.
    fn add_up(&self, before: &Self, customer: &Customer) {
        assert!(self.violations.is_empty(), "{:?}", self.violations);
        let user = customer.user.to_string();
        let mut users = self
            .state
            .pointer("/users")
            .and_then(Value::as_object)
            .cloned()
            .unwrap();
        let ours = users.remove(&user).unwrap();
        assert_eq!(Some(&Value::Object(users)), before.state.get("users"));
        assert_eq!(ours.get("username").and_then(Value::as_str), Some(NAME));
        assert_eq!(ours.get("status").and_then(Value::as_str), Some("active"));

        let payments = self.audit.get("payments").and_then(Value::as_array).unwrap();
        let payment = |name: &str| -> Vec<&str> {
            payments
                .iter()
                .filter_map(|line| line.get(name)?.as_str())
                .collect()
        };
        assert_eq!(payment("user"), [user.as_str()], "{payments:?}");
        assert_eq!(payment("amount"), [PAYMENT], "{payments:?}");
        let balance = self
            .audit
            .pointer(&format!("/balances/{user}"))
            .and_then(Value::as_str);
        assert_eq!(balance, Some(PAYMENT));
    }

    /// Moving step by step gives the number back and takes it again, and nothing else may.
    fn hold_one_number(&self, before: &Self, number: &str, moving: Moving) {
        let held = |books: &Self| {
            books
                .state
                .get("numbers")
                .and_then(Value::as_object)
                .map_or(0, |all| all.len())
        };
        assert_eq!(held(self), held(before) + 1);
        let taken = self.counted("taken");
        let times = match moving {
            Moving::AtOnce => 1,
            Moving::StepByStep => 2,
        };
        assert_eq!(taken, BTreeMap::from([(number.to_owned(), times)]));
        let released: u64 = self.counted("released").values().sum();
        assert_eq!(released, times - 1);
    }

    fn counted(&self, what: &str) -> BTreeMap<String, u64> {
        let lines = self
            .audit
            .get(what)
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        lines
            .map(|(number, times)| (number.clone(), times.as_u64().unwrap()))
            .collect()
    }

    /// Ids and names of those that are new, oldest first.
    fn applications_since(&self, before: &Self) -> Vec<(String, String)> {
        let known = before
            .state
            .get("applications")
            .and_then(Value::as_object)
            .unwrap();
        let all = self.state.get("applications").and_then(Value::as_object).unwrap();
        all.iter()
            .filter(|(id, _)| !known.contains_key(*id))
            .map(|(id, application)| {
                let name = application
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                (id.clone(), name.to_owned())
            })
            .collect()
    }
}
