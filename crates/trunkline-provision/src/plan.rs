//! A plan: exactly what would be bought, changed and released.

#![allow(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "whoever plans by other means makes these"
)]

use serde::{Deserialize, Serialize};
use trunkline_core::{Money, PhoneNumber, Timestamp};

use crate::{Change, Search};

/// The first line of a plan file; each further line is a [`Slot`]. Lines, so that no plan is ever whole in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The form of the file: 1.
    pub version: u32,
    /// What it was based on.
    pub basis: Basis,
    /// What may be spent.
    pub limits: Limits,
    /// Nothing of it is done before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// How many slots follow: a file that was cut off is not applied.
    pub slots: u64,
    /// The SHA-256 of the slots' lines and of this header without it: a file that was edited is not applied, and the same
    /// plan is known again.
    pub digest: String,
}

/// What a plan was based on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// When it was made.
    pub at: Timestamp,
    /// The account, as the carrier's adapter names it.
    pub account: String,
    /// The SHA-256 of the fleet file.
    pub fleet: String,
    /// How many numbers the account had.
    pub owned: u64,
}

/// What may be spent, all workers together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Setup costs in total of what is bought.
    pub setup: Option<Money>,
    /// Monthly costs in total of what is bought.
    pub monthly: Option<Money>,
}

/// One number the fleet has or gets, or one it gives up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Unique in its fleet, such as `seattle-001`.
    pub name: String,
    /// The group it belongs to.
    pub group: String,
    /// The number.
    pub number: PhoneNumber,
    /// What happens to it.
    pub action: Action,
    /// What is set afterwards, in this order.
    pub changes: Vec<Change>,
}

/// What happens to the number of a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is on the account and stays.
    Keep,
    /// It is bought.
    Buy {
        /// Charged once.
        setup: Money,
        /// Charged every month.
        monthly: Money,
        /// Where to look for another number at these prices or less when it is sold meanwhile, in order of preference.
        /// Empty: none may stand in.
        substitutes: Vec<Search>,
        /// No stand-in may cost more than this at once.
        max_setup: Money,
        /// No stand-in may cost more than this a month.
        max_monthly: Money,
    },
    /// It is given back.
    Release,
}
