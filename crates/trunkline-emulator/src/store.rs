//! The one state behind every API: plain data and the rules that change it. No HTTP.
//!
//! [`State`] is everything `GET /_emulator/state` shows and `PUT` takes back. [`Store`] adds the inventory derived from
//! it. Rules live next to the data they change, one file per resource, and are shared by all APIs: a number bought
//! through Flowroute v1 is the same number seen through v2.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod cdrs;
pub(crate) mod cnam;
pub(crate) mod e911;
pub(crate) mod events;
pub(crate) mod messages;
pub(crate) mod numbers;
pub(crate) mod places;
pub(crate) mod porting;
pub(crate) mod provisioning;
pub(crate) mod routes;
pub(crate) mod search;
pub(crate) mod seed;
pub(crate) mod stock;
pub(crate) mod switches;
pub(crate) mod tropo;
pub(crate) mod v1;
pub(crate) mod webhooks;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::hash::{Stream, hex32, uuid};
use crate::number::Tn;
use crate::time::{EPOCH, Micros};

use account::Account;
use cdrs::{Cdrs, Exported};
use cnam::Cnam;
use e911::E911;
use events::Scheduled;
use messages::Message;
use numbers::Number;
use porting::Porting;
use provisioning::Task;
use routes::Route;
use search::ForSale;
use stock::Stock;
use switches::Switches;
use tropo::TropoState;
use webhooks::Webhooks;

/// How many numbers are for sale unless told otherwise.
pub(crate) const DEFAULT_STOCK: u64 = 25_000;

/// The most numbers an inventory can be asked for.
pub(crate) const MAX_STOCK: u64 = 10_000_000;

/// Everything the emulator remembers, as plain data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// Layout of this document.
    pub(crate) version: u32,
    pub(crate) seed: u64,
    /// Criteria size of the inventory; with the seed it says which numbers exist.
    pub(crate) stock_size: u64,
    /// The virtual clock, microseconds since 1970.
    pub(crate) now: Micros,
    /// Where the virtual clock started.
    #[serde(default = "epoch")]
    pub(crate) started: Micros,
    pub(crate) switches: Switches,
    pub(crate) account: Account,
    /// Numbers of the inventory that are not for sale: owned, or released and aging.
    pub(crate) sold: BTreeSet<Tn>,
    pub(crate) numbers: BTreeMap<Tn, Number>,
    pub(crate) routes: BTreeMap<u64, Route>,
    pub(crate) e911s: BTreeMap<u64, E911>,
    pub(crate) cnams: BTreeMap<u64, Cnam>,
    pub(crate) messages: BTreeMap<String, Message>,
    pub(crate) tasks: BTreeMap<String, Task>,
    /// What will happen on the virtual clock, soonest first.
    pub(crate) events: VecDeque<Scheduled>,
    pub(crate) counters: Counters,
    /// What was, or will be, posted to callbacks.
    #[serde(default)]
    pub(crate) webhooks: Webhooks,
    #[serde(default)]
    pub(crate) porting: Porting,
    #[serde(default)]
    pub(crate) cdrs: Cdrs,
    /// The Tropo account, which shares nothing with the rest.
    #[serde(default)]
    pub(crate) tropo: TropoState,
}

/// Where clocks started before that was written down.
fn epoch() -> Micros {
    EPOCH
}

/// The next value of everything that is counted up; nothing is ever used twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counters {
    pub(crate) route: u64,
    pub(crate) e911: u64,
    pub(crate) cnam: u64,
    pub(crate) message: u64,
    pub(crate) task: u64,
    pub(crate) row: u64,
    /// Order of creation, shared by everything that is listed by age.
    pub(crate) order: u64,
    pub(crate) event: u64,
    /// Status events for callbacks.
    #[serde(default)]
    pub(crate) notice: u64,
}

impl State {
    pub(crate) fn next_order(&mut self) -> u64 {
        self.counters.order += 1;
        self.counters.order
    }

    pub(crate) fn next_message_id(&mut self) -> String {
        self.counters.message += 1;
        format!(
            "mdr2-{}",
            hex32(self.seed, Stream::Message, self.counters.message)
        )
    }

    pub(crate) fn next_task_id(&mut self) -> String {
        self.counters.task += 1;
        uuid(self.seed, Stream::Task, self.counters.task)
    }
}

/// The state with the inventory derived from it.
pub(crate) struct Store {
    pub(crate) state: State,
    stock: Stock,
    exported: Option<Exported>,
}

impl Store {
    /// Derives the inventory and takes the state as it is.
    pub(crate) fn new(state: State) -> Self {
        let stock = Stock::new(state.seed, state.stock_size);
        Self {
            state,
            stock,
            exported: None,
        }
    }

    /// A fresh account with the data of docs/contracts/flowroute-v2.md §6.9, at an instant.
    pub(crate) fn seeded(seed: u64, stock_size: u64, now: Micros) -> Self {
        Self::new(seed::state(seed, stock_size, now))
    }

    /// What can be bought now.
    pub(crate) fn for_sale(&self) -> ForSale<'_> {
        ForSale {
            stock: &self.stock,
            sold: &self.state.sold,
        }
    }

    pub(crate) fn stock(&self) -> &Stock {
        &self.stock
    }
}

/// Why a rule refused; handlers turn it into their own status and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// No such thing on this account.
    NotFound,
    /// The balance does not cover it.
    Funds,
    /// The thing is in use and cannot go.
    InUse,
    /// The thing is built in, or finished, and cannot change.
    Fixed,
    /// Something with this unique value exists.
    Duplicate,
    /// A value breaks a rule: field and message.
    Invalid(&'static str, String),
}
