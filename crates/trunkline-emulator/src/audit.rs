//! The audit: purchases and releases per number, charges, broken invariants.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::money;
use crate::number::Tn;
use crate::store::State;
use crate::store::audit::Check;
use crate::time;

/// A look into the books at one moment.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Audit {
    purchases: BTreeMap<Tn, u32>,
    releases: BTreeMap<Tn, u32>,
    balance: i64,
    charged: i64,
    charges: Vec<Value>,
    double_purchases: u32,
    checks: Vec<Check>,
    violations: Vec<String>,
    duplicates: Vec<String>,
    tropo: Value,
}

impl Audit {
    pub(crate) fn of(state: &State) -> Self {
        let (account, checks) = (&state.account, state.checks());
        let charges = account.charges.iter().map(|charge| {
            let mut line = json!({
                "at": time::rfc3339(charge.at),
                "what": charge.what,
                "amount": money::plain(charge.amount, 2),
            });
            if let (Some(number), Value::Object(line)) = (charge.number, &mut line) {
                line.insert("number".to_owned(), Value::from(format!("+{number}")));
            }
            line
        });
        Self {
            purchases: account.purchases.clone(),
            releases: account.releases.clone(),
            balance: account.balance,
            charged: account.charged,
            charges: charges.collect(),
            double_purchases: state.double_purchases(),
            violations: checks.iter().flat_map(|check| check.violations.clone()).collect(),
            checks,
            duplicates: state.duplicates(),
            tropo: tropo(state),
        }
    }

    /// How often a number was bought since the beginning; digits with or without `+`.
    #[must_use]
    pub fn purchases(&self, number: impl fmt::Display) -> u32 {
        Tn::parse(&number.to_string())
            .and_then(|tn| self.purchases.get(&tn).copied())
            .unwrap_or(0)
    }

    /// How often a number was given back since the beginning.
    #[must_use]
    pub fn releases(&self, number: impl fmt::Display) -> u32 {
        Tn::parse(&number.to_string())
            .and_then(|tn| self.releases.get(&tn).copied())
            .unwrap_or(0)
    }

    /// How many purchases there were, of all numbers together.
    #[must_use]
    pub fn total_purchases(&self) -> u32 {
        self.purchases.values().sum()
    }

    /// How many of them were of numbers the account had already.
    #[must_use]
    pub fn double_purchases(&self) -> u32 {
        self.double_purchases
    }

    /// What is left on the account, in nanodollars (10⁻⁹ dollar).
    #[must_use]
    pub fn balance_nanodollars(&self) -> i64 {
        self.balance
    }

    /// What was charged since the beginning, in nanodollars.
    #[must_use]
    pub fn charged_nanodollars(&self) -> i64 {
        self.charged
    }

    /// How many single charges are in the ledger.
    #[must_use]
    pub fn charges(&self) -> usize {
        self.charges.len()
    }

    /// Everything that does not add up, in words; empty when the books agree.
    #[must_use]
    pub fn violations(&self) -> &[String] {
        &self.violations
    }

    /// What was done twice in the same way: routes, E911 and CNAM records and Tropo applications of equal content, and messages
    /// sent to the same recipient one after the other. The carrier allows it and the books agree; whether it was meant is for
    /// the caller to say.
    #[must_use]
    pub fn duplicates(&self) -> &[String] {
        &self.duplicates
    }

    /// The books of Tropo, which are separate: `payments`, `paid`, `balances` by user, numbers `taken` and `released`.
    #[must_use]
    pub fn tropo(&self) -> &Value {
        &self.tropo
    }

    /// The same as `GET /_emulator/audit` answers.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let by_number = |map: &BTreeMap<Tn, u32>| -> Value {
            map.iter()
                .map(|(tn, count)| (format!("+{tn}"), Value::from(*count)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let checks = self.checks.iter().map(|check| {
            let ok = check.violations.is_empty();
            json!({"name": check.name, "ok": ok, "violations": check.violations})
        });
        let checks: Vec<Value> = checks.collect();
        json!({
            "balance": money::plain(self.balance, 2),
            "charged": money::plain(self.charged, 2),
            "charges": self.charges,
            "purchases": by_number(&self.purchases),
            "released": by_number(&self.releases),
            "double_purchases": self.double_purchases,
            "tropo": self.tropo,
            "duplicates": self.duplicates,
            "invariants": {
                "ok": self.violations.is_empty(),
                "violations": self.violations,
                "checks": checks,
            },
        })
    }
}

/// The books of Tropo: payments, balances, and how often each number was taken and given back.
fn tropo(state: &State) -> Value {
    let (tropo, books) = (&state.tropo, &state.tropo.books);
    let by_number = |map: &BTreeMap<u64, u32>| -> Value {
        let lines = map
            .iter()
            .map(|(number, count)| (format!("+{number}"), Value::from(*count)));
        lines.collect::<serde_json::Map<_, _>>().into()
    };
    let payments = books.payments.iter().map(|payment| {
        json!({
            "at": time::rfc3339(payment.at),
            "user": payment.user.to_string(),
            "amount": money::plain(payment.amount, 2),
        })
    });
    let balances = tropo.users.iter().map(|(id, user)| {
        let balance = money::plain(user.money.balance, 2);
        (id.to_string(), Value::from(balance))
    });
    let money = || tropo.users.values().map(|user| &user.money);
    let sum = |amounts: &mut dyn Iterator<Item = i64>| money::plain(amounts.fold(0, i64::saturating_add), 2);
    json!({
        "payments": payments.collect::<Vec<_>>(),
        "paid": sum(&mut money().map(|money| money.paid)),
        "spent": sum(&mut money().map(|money| money.spent)),
        "balances": balances.collect::<serde_json::Map<_, _>>(),
        "taken": by_number(&books.taken),
        "released": by_number(&books.released),
    })
}
