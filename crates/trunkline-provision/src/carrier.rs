//! The port: what a fleet needs of a carrier, as few verbs as it takes.

#![allow(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "adapters make and match these"
)]

use std::fmt;
use std::future::Future;

use futures_core::Stream;
use serde::{Deserialize, Serialize};
use trunkline_core::{AreaCode, Money, PhoneNumber, Region, Timestamp};

/// One account at one carrier.
///
/// The shape is that of a carrier whose purchases take time: [`buy`](Self::buy) may answer [`Purchase::Pending`]. One that
/// answers at once never does. Every purchase names one definite number, which is its own key: whoever buys the same number
/// again is refused, so a number is never bought twice.
pub trait Carrier: Send + Sync + 'static {
    /// What this carrier can do, and how long it takes.
    fn capabilities(&self) -> Capabilities;

    /// Which account at which carrier this is, as a plan names it: a plan for one account is not applied to another.
    fn account(&self) -> String;

    /// Numbers for sale, best first, at most `search.limit`.
    fn search(&self, search: &Search) -> impl Future<Output = Result<Vec<Offer>, Failure>> + Send;

    /// Buys one number. Never sends the purchase twice; a lost reply may end as [`Purchase::Unknown`] quickly, because
    /// [`settle`](Self::settle) finds the truth later, while other numbers go on.
    fn buy(&self, number: PhoneNumber, reference: &Reference) -> impl Future<Output = Purchase> + Send;

    /// What became of an order that was pending.
    fn poll(&self, order: &OrderRef) -> impl Future<Output = Purchase> + Send;

    /// What became of a purchase begun at `since`, by reading only. [`Purchase::Rejected`] means: it was not bought and will not be
    /// any more, because the carrier's settlement window is over. Until then an absence is [`Purchase::Unknown`].
    fn settle(
        &self,
        number: PhoneNumber,
        reference: &Reference,
        since: Timestamp,
    ) -> impl Future<Output = Purchase> + Send;

    /// What the account has of this number; `None` if it is not on the account.
    fn holding(&self, number: PhoneNumber) -> impl Future<Output = Result<Option<Holding>, Failure>> + Send;

    /// All numbers of the account, with all settings the carrier tells of many at once.
    fn holdings(&self) -> impl Stream<Item = Result<Holding, Failure>> + Send;

    /// What the account's routes, emergency addresses and caller names are called.
    fn names(&self) -> impl Future<Output = Result<Names, Failure>> + Send;

    /// Makes one setting of a number so. Doing it twice equals doing it once.
    fn write(&self, number: PhoneNumber, change: &Change) -> impl Future<Output = Written> + Send;

    /// Gives a number back. It may be gone for good.
    fn release(&self, number: PhoneNumber) -> impl Future<Output = Released> + Send;
}

/// What a carrier can do, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// The carrier's name, such as `Flowroute`.
    pub carrier: &'static str,
    /// How many offers one search gives at most.
    pub search_cap: u32,
    /// How long after a lost reply the carrier may still act.
    pub settlement_window: std::time::Duration,
    /// How long to wait before an order that is pending is looked at again; `None` if purchases never are.
    pub poll_every: Option<std::time::Duration>,
    /// Whether numbers have a failover route besides the primary one.
    pub failover_route: bool,
}

impl Capabilities {
    /// A carrier that buys at once, gives 200 offers a search, acts at most 30 seconds after a lost reply and has failover routes.
    #[must_use]
    pub fn new(carrier: &'static str) -> Self {
        Self {
            carrier,
            search_cap: 200,
            settlement_window: std::time::Duration::from_secs(30),
            poll_every: None,
            failover_route: true,
        }
    }
}

/// Which numbers to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Search {
    /// This number only: is it for sale, and for how much?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PhoneNumber>,
    /// Numbers of this area code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<AreaCode>,
    /// Numbers of this rate center.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_center: Option<String>,
    /// Numbers of this state or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Numbers with these digits in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// At most this many.
    pub limit: u32,
    /// Passes over this many.
    pub offset: u32,
}

/// A number for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The number.
    pub number: PhoneNumber,
    /// Charged once; `None` if the carrier does not tell.
    pub setup: Option<Money>,
    /// Charged every month; `None` if the carrier does not tell.
    pub monthly: Option<Money>,
    /// Its rate center, if told.
    pub rate_center: Option<String>,
}

/// Our own name for one purchase, for carriers that keep one. Others use the number itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(pub String);

/// The carrier's name for an order that takes time. It is kept in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderRef(pub String);

/// What became of a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Purchase {
    /// The number is on the account.
    Owned,
    /// The carrier works on it: [`Carrier::poll`] tells more.
    Pending(OrderRef),
    /// Nothing was bought, and nothing will be.
    Rejected(Refused),
    /// Nobody knows yet: [`Carrier::settle`] later.
    Unknown(String),
}

/// Why the carrier did not do it, told apart as far as a fleet acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// Somebody else has it: another number may take its place.
    NotForSale(String),
    /// The account has no money: nothing else will be bought either.
    NoMoney(String),
    /// The keys are wrong or not allowed to: the run stops.
    NotAllowed(String),
    /// The carrier is busy or cannot be reached, and nothing was done: again later.
    Busy(String),
    /// Anything else, in the carrier's words: this number is given up.
    Other(String),
}

/// What a number has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The number.
    pub number: PhoneNumber,
    /// Charged every month, if told.
    pub monthly: Option<Money>,
    /// The name the account gave it.
    pub alias: Setting<String>,
    /// Where its calls go, by the route's id.
    pub primary_route: Setting<String>,
    /// Where they go when that fails.
    pub failover_route: Setting<String>,
    /// The emergency address shown for it, by its id.
    pub emergency_address: Setting<String>,
    /// The caller name shown for it, by its id.
    pub caller_name: Setting<String>,
    /// Whether it sends and receives messages.
    pub messaging: Setting<bool>,
}

/// A setting of a number, as the carrier told it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting<T> {
    /// The carrier did not tell.
    #[default]
    Untold,
    /// It has none.
    Nothing,
    /// It is this.
    Is(T),
}

/// A route, an emergency address or a caller name: what people call it, and its id at the carrier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NamedId {
    /// The name people gave it.
    pub name: String,
    /// The carrier's id.
    pub id: String,
}

/// What the account's routes, emergency addresses and caller names are called. Names may be ambiguous.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Routes.
    pub routes: Vec<NamedId>,
    /// Emergency addresses.
    pub emergency_addresses: Vec<NamedId>,
    /// Caller names that can be assigned.
    pub caller_names: Vec<NamedId>,
}

/// One setting to make.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// Its alias.
    Alias(String),
    /// Whether it sends and receives messages.
    Messaging(bool),
    /// What is attached to it.
    Attach(Attached, NamedId),
}

/// What can be attached to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attached {
    /// The primary route.
    PrimaryRoute,
    /// The failover route.
    FailoverRoute,
    /// The emergency address.
    EmergencyAddress,
    /// The caller name.
    CallerName,
}

/// What became of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Written {
    /// It is so now, or the carrier has taken it in hand.
    Done,
    /// It was not done.
    Refused(Refused),
    /// Nobody knows: doing it again is safe.
    Unknown(String),
}

/// What became of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Released {
    /// The number is gone from the account.
    Released,
    /// It was not on the account.
    AlreadyGone,
    /// The carrier does not let it go.
    Refused(Refused),
    /// Nobody knows yet: [`Carrier::holding`] tells.
    Unknown(String),
}

/// A read that failed: one line for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened, in the carrier's words where there are any, and what to do next.
    pub line: String,
    /// Whether the same read may work later.
    pub passing: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl std::error::Error for Failure {}
