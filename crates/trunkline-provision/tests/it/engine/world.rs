//! A carrier in memory, which goes wrong as it is told to. Time passes in it as it is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_core::Stream;
use tokio::sync::Notify;
use tokio::time::Instant;
use trunkline_core::{Money, PhoneNumber, Timestamp};
use trunkline_provision::{
    Capabilities, Carrier, Change, Failure, Holding, Names, Offer, OrderRef, Purchase, Reference, Refused,
    Released, Search, Setting, Written,
};

/// How long after a purchase whose reply was lost this carrier may still act, and hide what it has done.
pub(super) const WINDOW: Duration = Duration::from_millis(60);
/// Some of the window.
const LATE: Duration = Duration::from_millis(20);

/// How often what goes wrong, in percent of the calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Mishaps {
    pub(super) lost_before: u8,
    pub(super) lost_after: u8,
    pub(super) lost_and_late: u8,
    pub(super) busy: u8,
    pub(super) sold_to_others: u8,
    pub(super) stale: u8,
    /// Purchases take time, and are asked for.
    pub(super) slow: bool,
}

#[derive(Default)]
struct State {
    random: Option<fastrand::Rng>,
    mishaps: Mishaps,
    stock: BTreeMap<PhoneNumber, Money>,
    owned: BTreeMap<PhoneNumber, Owned>,
    /// Bought, but not done yet.
    late: Vec<(Instant, PhoneNumber)>,
    orders: BTreeMap<String, (PhoneNumber, u32)>,
    balance: Option<u64>,
    sent: Vec<PhoneNumber>,
    calls: u64,
    crash_at: Option<u64>,
}

#[derive(Clone)]
struct Owned {
    price: Money,
    visible: Instant,
    settings: BTreeSet<String>,
}

/// The carrier. Clones are the same one.
#[derive(Clone, Default)]
pub(super) struct World {
    state: Arc<Mutex<State>>,
    pub(super) crashed: Arc<Notify>,
}

impl World {
    pub(super) fn new(
        seed: u64,
        mishaps: Mishaps,
        stock: impl IntoIterator<Item = (PhoneNumber, Money)>,
    ) -> Self {
        let world = Self::default();
        {
            let mut state = world.state.lock().unwrap();
            state.random = Some(fastrand::Rng::with_seed(seed));
            state.mishaps = mishaps;
            state.stock = stock.into_iter().collect();
        }
        world
    }

    /// So many purchases, and the account has no money any more.
    pub(super) fn with_money_for(self, purchases: u64) -> Self {
        self.state.lock().unwrap().balance = Some(purchases);
        self
    }

    /// Somebody else buys it.
    pub(super) fn sell(&self, number: PhoneNumber) {
        self.state.lock().unwrap().stock.remove(&number);
    }

    /// After so many more calls, one is reached and never answered: [`World::crashed`] is told.
    pub(super) fn crash_after(&self, calls: u64) {
        let mut state = self.state.lock().unwrap();
        state.crash_at = Some(state.calls + calls);
    }

    pub(super) fn owned(&self) -> BTreeMap<PhoneNumber, Money> {
        let mut state = self.state.lock().unwrap();
        state.pass(Instant::now() + WINDOW);
        state
            .owned
            .iter()
            .map(|(number, owned)| (*number, owned.price))
            .collect()
    }

    pub(super) fn settings(&self, number: PhoneNumber) -> BTreeSet<String> {
        self.state.lock().unwrap().owned[&number].settings.clone()
    }

    /// The purchases that arrived.
    pub(super) fn sent(&self) -> Vec<PhoneNumber> {
        self.state.lock().unwrap().sent.clone()
    }

    /// A call arrives; it may be the last that this process makes.
    async fn call<T>(&self, answer: impl FnOnce(&mut State) -> T) -> T {
        let (answer, crashes) = {
            let mut state = self.state.lock().unwrap();
            state.pass(Instant::now());
            state.calls += 1;
            let crashes = state.crash_at == Some(state.calls);
            (answer(&mut state), crashes)
        };
        if crashes {
            self.crashed.notify_one();
            std::future::pending::<()>().await;
        }
        // Others have their turn.
        tokio::task::yield_now().await;
        answer
    }
}

impl State {
    fn happens(&mut self, percent: u8) -> bool {
        self.random
            .as_mut()
            .is_some_and(|random| random.u8(0..100) < percent)
    }

    /// What was late is done by now.
    fn pass(&mut self, now: Instant) {
        let (due, late): (Vec<_>, Vec<_>) = self.late.drain(..).partition(|(at, _)| *at <= now);
        self.late = late;
        for (at, number) in due {
            // Sold or refused meanwhile: nothing is bought.
            let _ = self.take(number, at);
        }
    }

    fn take(&mut self, number: PhoneNumber, now: Instant) -> Result<(), Refused> {
        let Some(price) = self.stock.get(&number).copied() else {
            return Err(Refused::NotForSale("not for sale (any more)".to_owned()));
        };
        if self.balance == Some(0) {
            return Err(Refused::NoMoney("insufficient funds".to_owned()));
        }
        self.balance = self.balance.map(|left| left - 1);
        self.stock.remove(&number);
        let hidden = if self.happens(self.mishaps.stale) {
            LATE
        } else {
            Duration::ZERO
        };
        let owned = Owned {
            price,
            visible: now + hidden,
            settings: BTreeSet::new(),
        };
        self.owned.insert(number, owned);
        Ok(())
    }

    fn buy(&mut self, number: PhoneNumber, reference: &Reference) -> Purchase {
        let now = Instant::now();
        self.sent.push(number);
        let lost = || Purchase::Unknown("the connection was closed".to_owned());
        if self.happens(self.mishaps.busy) {
            return Purchase::Rejected(Refused::Busy("too many requests".to_owned()));
        }
        if self.happens(self.mishaps.lost_before) {
            return lost();
        }
        if self.happens(self.mishaps.sold_to_others) {
            self.stock.remove(&number);
        }
        if self.happens(self.mishaps.lost_and_late) {
            self.late.push((now + LATE, number));
            return lost();
        }
        if self.mishaps.slow {
            let order = format!("order-{}", reference.0);
            self.orders.insert(order.clone(), (number, 2));
            return Purchase::Pending(OrderRef(order));
        }
        let bought = self.take(number, now);
        if self.happens(self.mishaps.lost_after) {
            return lost();
        }
        bought.map_or_else(Purchase::Rejected, |()| Purchase::Owned)
    }

    fn poll(&mut self, order: &OrderRef) -> Purchase {
        if self.happens(self.mishaps.lost_after) {
            return Purchase::Unknown("the connection was closed".to_owned());
        }
        let Some((number, left)) = self.orders.get_mut(&order.0) else {
            return Purchase::Unknown("no such order".to_owned());
        };
        let number = *number;
        if *left > 0 {
            *left -= 1;
            return Purchase::Pending(order.clone());
        }
        if self.owned.contains_key(&number) {
            return Purchase::Owned;
        }
        self.take(number, Instant::now())
            .map_or_else(Purchase::Rejected, |()| Purchase::Owned)
    }

    fn shows(&self, number: PhoneNumber) -> bool {
        self.owned
            .get(&number)
            .is_some_and(|owned| owned.visible <= Instant::now())
    }

    /// An order of this number that was not answered may be found by its reference.
    fn settle(&mut self, number: PhoneNumber, reference: &Reference, age: Duration) -> Purchase {
        if self.shows(number) {
            return Purchase::Owned;
        }
        let order = format!("order-{}", reference.0);
        if self.orders.contains_key(&order) {
            return Purchase::Pending(OrderRef(order));
        }
        if age < WINDOW {
            return Purchase::Unknown("nothing of it is to be seen yet".to_owned());
        }
        Purchase::Rejected(match self.stock.contains_key(&number) {
            true => Refused::Busy("it was not bought".to_owned()),
            false => Refused::NotForSale("somebody else has bought it".to_owned()),
        })
    }

    fn holding(&self, number: PhoneNumber) -> Option<Holding> {
        self.shows(number).then_some(Holding {
            number,
            monthly: None,
            alias: Setting::Untold,
            primary_route: Setting::Untold,
            failover_route: Setting::Untold,
            emergency_address: Setting::Untold,
            caller_name: Setting::Untold,
            messaging: Setting::Untold,
        })
    }

    fn write(&mut self, number: PhoneNumber, change: &Change) -> Written {
        if self.happens(self.mishaps.busy) {
            return Written::Refused(Refused::Busy("too many requests".to_owned()));
        }
        let Some(owned) = self.owned.get_mut(&number) else {
            return Written::Refused(Refused::Other("no such number".to_owned()));
        };
        owned.settings.insert(format!("{change:?}"));
        match self.happens(self.mishaps.lost_after) {
            true => Written::Unknown("the connection was closed".to_owned()),
            false => Written::Done,
        }
    }

    fn release(&mut self, number: PhoneNumber) -> Released {
        let was_there = self.owned.remove(&number).is_some();
        if self.happens(self.mishaps.lost_after) {
            return Released::Unknown("the connection was closed".to_owned());
        }
        match was_there {
            true => Released::Released,
            false => Released::AlreadyGone,
        }
    }
}

impl Carrier for World {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::new("World");
        capabilities.settlement_window = WINDOW;
        capabilities.search_cap = 7;
        capabilities.poll_every = Some(Duration::from_millis(3));
        capabilities
    }

    fn account(&self) -> String {
        "World 1".to_owned()
    }

    async fn search(&self, search: &Search) -> Result<Vec<Offer>, Failure> {
        self.call(|state| {
            if state.happens(state.mishaps.busy) {
                return Err(Failure {
                    line: "too many requests".to_owned(),
                    passing: true,
                });
            }
            let offers = state.stock.iter().map(|(number, price)| Offer {
                number: *number,
                setup: Some(*price),
                monthly: Some(*price),
                rate_center: None,
            });
            let offers = offers.skip(search.offset as usize);
            Ok(offers.take(search.limit as usize).collect())
        })
        .await
    }

    async fn buy(&self, number: PhoneNumber, reference: &Reference) -> Purchase {
        self.call(|state| state.buy(number, reference)).await
    }

    async fn poll(&self, order: &OrderRef) -> Purchase {
        self.call(|state| state.poll(order)).await
    }

    async fn settle(&self, number: PhoneNumber, reference: &Reference, since: Timestamp) -> Purchase {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let since = Duration::from_millis(since.unix_millis().unwrap() as u64);
        let age = now.saturating_sub(since);
        self.call(|state| state.settle(number, reference, age)).await
    }

    async fn holding(&self, number: PhoneNumber) -> Result<Option<Holding>, Failure> {
        Ok(self.call(|state| state.holding(number)).await)
    }

    fn holdings(&self) -> impl Stream<Item = Result<Holding, Failure>> + Send {
        let state = self.state.lock().unwrap();
        let holdings: Vec<_> = state
            .owned
            .keys()
            .filter_map(|number| state.holding(*number))
            .collect();
        futures_util::stream::iter(holdings.into_iter().map(Ok))
    }

    async fn names(&self) -> Result<Names, Failure> {
        Ok(Names::default())
    }

    async fn write(&self, number: PhoneNumber, change: &Change) -> Written {
        self.call(|state| state.write(number, change)).await
    }

    async fn release(&self, number: PhoneNumber) -> Released {
        self.call(|state| state.release(number)).await
    }
}
