//! Owned numbers: purchase, change, release (docs/contracts/flowroute-v2.md §6.2).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::account::{Callback, What};
use crate::store::events::Event;
use crate::store::stock::{Block, NumberKind};
use crate::store::{Refused, State, Store};
use crate::time::{Micros, SECOND};

/// A number of the account, with everything attached to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    pub(crate) kind: NumberKind,
    /// Lower case.
    pub(crate) rate_center: Option<String>,
    /// Lower case.
    pub(crate) state: Option<String>,
    pub(crate) country: String,
    pub(crate) tier: String,
    pub(crate) setup_cost: i64,
    pub(crate) monthly_cost: i64,
    pub(crate) inbound_rate: i64,
    pub(crate) alias: Option<String>,
    pub(crate) cnam_lookups_enabled: bool,
    pub(crate) primary_route: Option<u64>,
    pub(crate) failover_route: Option<u64>,
    pub(crate) e911: Option<u64>,
    /// Records already paid for on this number.
    pub(crate) e911_charged: BTreeSet<u64>,
    pub(crate) cnam: Option<u64>,
    pub(crate) messaging_enabled: bool,
    /// The latest provisioning task.
    pub(crate) provision: Option<String>,
    pub(crate) callbacks: BTreeMap<String, Callback>,
    /// Internal row id (docs/contracts/flowroute-v2.md §3.3, documents' variant of E7).
    pub(crate) row: u64,
    /// Billing method of Flowroute v1; `METERED` unless bought there otherwise.
    pub(crate) billing_method: String,
    pub(crate) bought_at: Micros,
    /// From when reads show it.
    pub(crate) visible_at: Micros,
}

/// What a number's monthly cost is for: 30 days (assumed, docs/contracts/flowroute-v2.md A:112).
pub(crate) const MONTH: Micros = 30 * 86_400 * SECOND;

/// What a purchase may ask for besides the number.
#[derive(Default)]
pub(crate) struct PurchaseOptions {
    /// Otherwise the account preference.
    pub(crate) cnam_lookups_enabled: Option<bool>,
    /// Otherwise `METERED`.
    pub(crate) billing_method: Option<String>,
    /// Sell even if the balance does not cover it: Flowroute v1 knows no balance.
    pub(crate) on_credit: bool,
}

impl Number {
    /// A number that has just come to the account: route `0`, nothing else, and nothing to pay.
    pub(crate) fn unassigned(row: u64, now: Micros) -> Self {
        Self {
            kind: NumberKind::Local,
            rate_center: None,
            state: None,
            country: "US".to_owned(),
            tier: "Standard".to_owned(),
            setup_cost: 0,
            monthly_cost: 0,
            inbound_rate: 0,
            alias: None,
            cnam_lookups_enabled: true,
            primary_route: Some(0),
            failover_route: None,
            e911: None,
            e911_charged: BTreeSet::new(),
            cnam: None,
            messaging_enabled: false,
            provision: None,
            callbacks: BTreeMap::new(),
            row,
            billing_method: "METERED".to_owned(),
            bought_at: now,
            visible_at: now,
        }
    }

    /// A number as it is right after it was bought: route `0`, nothing else.
    pub(crate) fn bought(tn: Tn, block: &Block, row: u64, now: Micros) -> Self {
        Self {
            kind: block.kind,
            rate_center: block.rate_center.map(str::to_owned),
            state: block.state.map(str::to_owned),
            country: block.country.to_owned(),
            tier: block.tier.id.to_owned(),
            setup_cost: block.setup_cost(tn),
            monthly_cost: block.tier.monthly,
            inbound_rate: block.tier.inbound,
            ..Self::unassigned(row, now)
        }
    }

    /// Whether it is of neither the United States nor Canada.
    pub(crate) fn is_foreign(&self) -> bool {
        !matches!(self.country.as_str(), "US" | "CA")
    }
}

impl Store {
    /// Buys a number: removes it from the inventory, takes the set-up cost, adds it to the account.
    ///
    /// The balance must cover set-up and first month, only the set-up is taken (assumed, docs/contracts/flowroute-v2.md A:11). A number that is
    /// not for sale, the account's own ones included, is [`Refused::NotFound`] (docs/contracts/flowroute-v2.md A:18).
    pub(crate) fn purchase(&mut self, tn: Tn, options: PurchaseOptions) -> Result<(), Refused> {
        let (row, now) = (self.state.counters.row + 1, self.state.now);
        let block = self.for_sale().find(tn).ok_or(Refused::NotFound)?;
        let mut number = Number::bought(tn, block, row, now);
        let setup = number.setup_cost;
        if !options.on_credit {
            self.state
                .account
                .covers(setup.saturating_add(number.monthly_cost))?;
        }

        let state = &mut self.state;
        number.cnam_lookups_enabled = options
            .cnam_lookups_enabled
            .unwrap_or(state.switches.cnam_lookups_default);
        if let Some(method) = options.billing_method {
            number.billing_method = method;
        }
        number.visible_at = now + Micros::from(state.switches.lag_seconds) * SECOND;
        state.counters.row = row;
        state.sold.insert(tn);
        state.numbers.insert(tn, number);
        *state.account.purchases.entry(tn).or_insert(0) += 1;
        state.charge(What::NumberSetup, setup, Some(tn));
        state.begin_month(tn, row);
        Ok(())
    }
}

impl State {
    /// An owned number, whether reads show it yet or not.
    pub(crate) fn number(&self, tn: Tn) -> Result<&Number, Refused> {
        self.numbers.get(&tn).ok_or(Refused::NotFound)
    }

    /// An owned number to be changed.
    pub(crate) fn number_mut(&mut self, tn: Tn) -> Result<&mut Number, Refused> {
        self.numbers.get_mut(&tn).ok_or(Refused::NotFound)
    }

    /// Has the monthly cost of a number charged when a month is over.
    pub(crate) fn begin_month(&mut self, number: Tn, row: u64) {
        self.schedule(MONTH, Event::MonthOver { number, row });
    }

    /// Charges a month of a number, and of its E911 address if it has one, whatever the balance is; a number that was
    /// released costs nothing more (docs/contracts/flowroute-v2.md §6.2, A:112).
    pub(crate) fn charge_month(&mut self, tn: Tn, row: u64) {
        let Some(number) = self.numbers.get(&tn).filter(|number| number.row == row) else {
            return;
        };
        let (monthly, has_e911) = (number.monthly_cost, number.e911.is_some());
        self.charge(What::NumberMonth, monthly, Some(tn));
        if has_e911 {
            self.charge(What::E911Month, self.switches.fees.e911, Some(tn));
        }
        self.begin_month(tn, row);
    }

    /// Owned numbers that reads show, ascending.
    pub(crate) fn visible_numbers(&self) -> impl Iterator<Item = (Tn, &Number)> {
        let now = self.now;
        self.numbers
            .iter()
            .filter(move |(_, number)| number.visible_at <= now)
            .map(|(tn, number)| (*tn, number))
    }

    /// Gives a number back: its relationships and callbacks go, and it is for sale again, at once unless a switch says later.
    pub(crate) fn release(&mut self, tn: Tn) -> Result<(), Refused> {
        self.numbers.remove(&tn).ok_or(Refused::NotFound)?;
        *self.account.releases.entry(tn).or_insert(0) += 1;
        match self.switches.release_aging_seconds {
            0 => {
                self.sold.remove(&tn);
            }
            seconds => self.schedule(Micros::from(seconds) * SECOND, Event::BackInStock { number: tn }),
        }
        Ok(())
    }
}
