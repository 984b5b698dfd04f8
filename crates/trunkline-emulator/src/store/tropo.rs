//! The Tropo account: users, applications, addresses, money, invitations, webhooks. Nothing is shared with Flowroute.
//!
//! Rules follow the wire contract "Tropo", section 5; what it marks as assumed is marked so here too.

pub(crate) mod addresses;
pub(crate) mod applications;
pub(crate) mod audit;
pub(crate) mod catalog;
pub(crate) mod invitations;
pub(crate) mod password;
pub(crate) mod payments;
pub(crate) mod pool;
pub(crate) mod seed;
pub(crate) mod switches;
pub(crate) mod users;
pub(crate) mod webhooks;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use addresses::Gone;
use applications::Application;
use invitations::Invitation;
use payments::Payment;
use users::User;
use webhooks::Webhook;

/// Everything Tropo remembers, as plain data. Holds no password, card number or security code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TropoState {
    /// The user of the credentials the emulator was started with.
    pub(crate) login_user: u64,
    pub(crate) counters: Counters,
    pub(crate) users: BTreeMap<u64, User>,
    pub(crate) applications: BTreeMap<u64, Application>,
    /// Numbers that are not free, by their digits, and the application that has each.
    pub(crate) numbers: BTreeMap<u64, u64>,
    /// Addresses that were deleted, newest last: they can be attached again under the same value (assumed).
    pub(crate) gone: VecDeque<Gone>,
    pub(crate) invitations: BTreeMap<String, Invitation>,
    pub(crate) webhooks: BTreeMap<u64, Webhook>,
    pub(crate) books: Books,
}

/// The last value of everything that is counted up; nothing is ever used twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counters {
    pub(crate) user: u64,
    pub(crate) application: u64,
    pub(crate) pin: u64,
    pub(crate) token: u64,
    pub(crate) invitation: u64,
    pub(crate) webhook: u64,
}

/// What happened, for the audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Books {
    /// Payments, newest last; the totals are with the users.
    pub(crate) payments: Vec<Payment>,
    /// How often each number was taken out of the pool, and given back to it.
    pub(crate) taken: BTreeMap<u64, u32>,
    pub(crate) released: BTreeMap<u64, u32>,
    /// Numbers that were in use to begin with.
    pub(crate) initial: BTreeSet<u64>,
}

/// Why a rule refused, in the words of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TropoRefused {
    NotFound(String),
    Invalid(String),
    /// No free number fits.
    NoNumber,
    /// The balance does not cover it.
    Funds(String),
}

impl TropoRefused {
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self::Invalid(text.into())
    }
}
