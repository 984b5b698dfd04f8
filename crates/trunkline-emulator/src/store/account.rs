//! The account: prepaid balance, ledger, account-level callbacks.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::money::DOLLAR;
use crate::number::Tn;
use crate::store::{Refused, State};
use crate::time::Micros;

/// Charges kept one by one; older ones stay in the total only.
const LEDGER_LIMIT: usize = 50_000;

/// Balance of a fresh account.
pub(crate) const OPENING_BALANCE: i64 = 100 * DOLLAR;

/// Money and callbacks of the one emulated account; amounts are integer nanodollars.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) balance: i64,
    pub(crate) opening_balance: i64,
    pub(crate) charged: i64,
    pub(crate) charges: Vec<Charge>,
    /// How often each number was bought, and released.
    pub(crate) purchases: BTreeMap<Tn, u32>,
    pub(crate) releases: BTreeMap<Tn, u32>,
    /// Numbers the account had to begin with.
    pub(crate) initial: BTreeSet<Tn>,
    pub(crate) callbacks: BTreeMap<String, Callback>,
}

/// One movement of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Charge {
    pub(crate) at: Micros,
    pub(crate) what: What,
    pub(crate) amount: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<Tn>,
}

/// What money was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    NumberSetup,
    NumberMonth,
    E911,
    E911Month,
    Cnam,
    Message,
    PortIn,
}

/// Where to send events of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callback {
    pub(crate) url: String,
    /// Version of the path it was set through; decides the payload format (docs/contracts/flowroute-v2.md §4.1).
    pub(crate) api_version: String,
}

impl Account {
    pub(crate) fn fresh() -> Self {
        Self {
            balance: OPENING_BALANCE,
            opening_balance: OPENING_BALANCE,
            charged: 0,
            charges: Vec::new(),
            purchases: BTreeMap::new(),
            releases: BTreeMap::new(),
            initial: BTreeSet::new(),
            callbacks: BTreeMap::new(),
        }
    }

    /// Whether the balance covers `amount`; a negative balance covers nothing (docs/contracts/flowroute-v2.md §1.8).
    pub(crate) fn covers(&self, amount: i64) -> Result<(), Refused> {
        if self.balance >= amount.max(0) {
            Ok(())
        } else {
            Err(Refused::Funds)
        }
    }
}

impl State {
    /// Takes money. Callers check [`Account::covers`] before they change anything.
    pub(crate) fn charge(&mut self, what: What, amount: i64, number: Option<Tn>) {
        // A number for nothing is still a purchase to be seen in the ledger.
        if amount == 0 && what != What::NumberSetup {
            return;
        }
        let account = &mut self.account;
        account.balance = account.balance.saturating_sub(amount);
        account.charged = account.charged.saturating_add(amount);
        if account.charges.len() >= LEDGER_LIMIT {
            account.charges.drain(..LEDGER_LIMIT / 2);
        }
        account.charges.push(Charge {
            at: self.now,
            what,
            amount,
            number,
        });
    }
}
