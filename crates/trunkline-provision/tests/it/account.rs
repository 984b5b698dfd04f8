//! An account in memory, at a carrier that does what it is told at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use futures_core::Stream;
use trunkline_core::{Money, PhoneNumber, Timestamp};
use trunkline_provision::{
    Action, Attached, Capabilities, Carrier, Change, Failure, Holding, NamedId, Names, Offer, OrderRef,
    Purchase, Reference, Refused, Released, Search, Setting, Slot, Written,
};

/// The account, and the stock of its carrier.
#[derive(Default)]
pub(crate) struct Account {
    pub(crate) state: Mutex<State>,
    /// Whether a list of many numbers tells their settings.
    pub(crate) lists_settings: bool,
    pub(crate) search_cap: u32,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) stock: Vec<Offer>,
    pub(crate) owned: BTreeMap<PhoneNumber, Holding>,
    pub(crate) names: Names,
    pub(crate) searches: Vec<Search>,
    /// How often one number was asked about.
    pub(crate) asked: usize,
}

pub(crate) fn number(digits: u64) -> PhoneNumber {
    PhoneNumber::from_digits(digits).unwrap()
}

pub(crate) fn offer(digits: u64, setup: i64, monthly: i64) -> Offer {
    Offer {
        number: number(digits),
        setup: Some(Money::from_cents(setup)),
        monthly: Some(Money::from_cents(monthly)),
        rate_center: None,
    }
}

fn named(names: &[(&str, &str)]) -> Vec<NamedId> {
    let named = |(name, id): &(&str, &str)| NamedId {
        name: (*name).to_owned(),
        id: (*id).to_owned(),
    };
    names.iter().map(named).collect()
}

impl Account {
    /// Nothing owned, a few names, and this stock.
    pub(crate) fn with_stock(stock: Vec<Offer>) -> Self {
        let names = Names {
            routes: named(&[
                ("main office", "1"),
                ("branch office", "2"),
                ("twice", "3"),
                ("Twice", "4"),
                ("twice", "5"),
            ]),
            emergency_addresses: named(&[("HQ Seattle", "21")]),
            caller_names: named(&[("ACME", "31")]),
        };
        Self {
            state: Mutex::new(State {
                stock,
                names,
                ..State::default()
            }),
            lists_settings: false,
            search_cap: 3,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A number that the account has, with nothing but an alias.
    pub(crate) fn owns(&self, digits: u64, alias: &str) {
        let mut holding = bare(&offer(digits, 0, 125));
        if !alias.is_empty() {
            holding.alias = Setting::Is(alias.to_owned());
        }
        self.state().owned.insert(holding.number, holding);
    }

    /// Does what a plan says.
    pub(crate) async fn apply(&self, slots: &[Slot]) {
        let reference = Reference("test".to_owned());
        for slot in slots {
            match &slot.action {
                Action::Keep => {}
                Action::Buy { .. } => assert_eq!(self.buy(slot.number, &reference).await, Purchase::Owned),
                Action::Release => assert_eq!(self.release(slot.number).await, Released::Released),
            }
            for change in &slot.changes {
                assert_eq!(self.write(slot.number, change).await, Written::Done);
            }
        }
    }
}

fn bare(offer: &Offer) -> Holding {
    Holding {
        number: offer.number,
        monthly: offer.monthly,
        alias: Setting::Nothing,
        primary_route: Setting::Nothing,
        failover_route: Setting::Nothing,
        emergency_address: Setting::Nothing,
        caller_name: Setting::Nothing,
        messaging: Setting::Is(false),
    }
}

fn fits(search: &Search, number: PhoneNumber) -> bool {
    search.number.is_none_or(|wanted| wanted == number)
        && search
            .area_code
            .is_none_or(|code| number.area_code() == Some(code))
        && search
            .contains
            .as_ref()
            .is_none_or(|digits| number.digits().contains(digits.as_str()))
}

impl Carrier for Account {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::new("Memory");
        capabilities.search_cap = self.search_cap;
        capabilities
    }

    fn account(&self) -> String {
        "memory:1".to_owned()
    }

    async fn search(&self, search: &Search) -> Result<Vec<Offer>, Failure> {
        let mut state = self.state();
        state.searches.push(search.clone());
        let found = state.stock.iter().filter(|offer| fits(search, offer.number));
        let (skip, take) = (search.offset as usize, search.limit as usize);
        Ok(found.skip(skip).take(take).cloned().collect())
    }

    async fn buy(&self, number: PhoneNumber, _: &Reference) -> Purchase {
        let mut state = self.state();
        let Some(place) = state.stock.iter().position(|offer| offer.number == number) else {
            return Purchase::Rejected(Refused::NotForSale("gone".to_owned()));
        };
        let offer = state.stock.remove(place);
        state.owned.insert(number, bare(&offer));
        Purchase::Owned
    }

    async fn poll(&self, order: &OrderRef) -> Purchase {
        Purchase::Unknown(format!("no orders here: {order:?}"))
    }

    async fn settle(&self, number: PhoneNumber, _: &Reference, _: Timestamp) -> Purchase {
        match self.state().owned.contains_key(&number) {
            true => Purchase::Owned,
            false => Purchase::Rejected(Refused::Other("it is not there".to_owned())),
        }
    }

    async fn holding(&self, number: PhoneNumber) -> Result<Option<Holding>, Failure> {
        let mut state = self.state();
        state.asked += 1;
        Ok(state.owned.get(&number).cloned())
    }

    fn holdings(&self) -> impl Stream<Item = Result<Holding, Failure>> + Send {
        let mut all: Vec<Holding> = self.state().owned.values().cloned().collect();
        for holding in all.iter_mut().filter(|_| !self.lists_settings) {
            holding.primary_route = Setting::Untold;
            holding.failover_route = Setting::Untold;
            holding.emergency_address = Setting::Untold;
            holding.caller_name = Setting::Untold;
            holding.messaging = Setting::Untold;
        }
        futures_util::stream::iter(all.into_iter().map(Ok))
    }

    async fn names(&self) -> Result<Names, Failure> {
        Ok(self.state().names.clone())
    }

    async fn write(&self, number: PhoneNumber, change: &Change) -> Written {
        let mut state = self.state();
        let Some(holding) = state.owned.get_mut(&number) else {
            return Written::Refused(Refused::Other("it is not there".to_owned()));
        };
        match change {
            Change::Alias(alias) => holding.alias = Setting::Is(alias.clone()),
            Change::Messaging(on) => holding.messaging = Setting::Is(*on),
            Change::Attach(attached, named) => {
                let setting = match attached {
                    Attached::PrimaryRoute => &mut holding.primary_route,
                    Attached::FailoverRoute => &mut holding.failover_route,
                    Attached::EmergencyAddress => &mut holding.emergency_address,
                    Attached::CallerName => &mut holding.caller_name,
                    other => panic!("{other:?} is new"),
                };
                *setting = Setting::Is(named.id.clone());
            }
            other => panic!("{other:?} is new"),
        }
        Written::Done
    }

    async fn release(&self, number: PhoneNumber) -> Released {
        match self.state().owned.remove(&number) {
            Some(_) => Released::Released,
            None => Released::AlreadyGone,
        }
    }
}
