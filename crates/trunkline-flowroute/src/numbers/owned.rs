//! A number on the account (docs/contracts/flowroute-v2.md §3.1.5 to §3.1.7).

use serde::Deserialize;
use trunkline_core::{Country, Money, PhoneNumber, RateCenter, Region, lenient, open_enum, string_id};

use super::NumberType;
use crate::cnam::{Cnam, CnamId};
use crate::e911::{E911, E911Id};
use crate::envelope::Related;
use crate::routes::{Route, RouteId};

mod wire;

pub(crate) use wire::number;

open_enum! {
    /// Where an owned number stands.
    pub enum NumberStatus {
        /// It is on the account.
        Purchased = "PURCHASED",
    }
}

string_id! {
    /// The task that enabled a number for messages.
    pub struct ProvisionId;
}

/// A number on the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "wire::Number")]
#[non_exhaustive]
pub struct OwnedNumber {
    /// The number.
    pub number: PhoneNumber,
    /// Its friendly name, at most 64 characters, not unique.
    pub alias: Option<Box<str>>,
    /// Whether the caller's name is looked up for inbound calls; billed per call.
    pub cnam_lookups_enabled: Option<bool>,
    /// Geographic or toll-free.
    pub number_type: Option<NumberType>,
    /// The rate center's abbreviated name; toll-free numbers have none.
    pub rate_center: Option<RateCenter>,
    /// State or province; toll-free numbers have none.
    pub state: Option<Region>,
    /// The country.
    pub iso_country: Option<Country>,
    /// Where it stands.
    pub status: Option<NumberStatus>,
    /// The pricing tier.
    pub tier: Option<Box<str>>,
    /// The carrier's note.
    pub note: Option<Box<str>>,
    /// How calls are rated: `local`.
    pub rate_type: Option<Box<str>>,
    /// What the purchase cost. Told at the purchase only.
    pub setup_cost: Option<Money>,
    /// What it costs a month. Told at the purchase only.
    pub monthly_cost: Option<Money>,
    /// What a minute of an inbound call costs. Told at the purchase only.
    pub inbound_rate: Option<Money>,
    /// Whether it can send and receive messages.
    pub messaging_enabled: Option<bool>,
    /// What is attached to it. `None` if the carrier did not say, as in lists.
    pub relationships: Option<Relationships>,
}

/// What is attached to a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relationships {
    /// Where calls go first. A number without one gets no inbound calls.
    pub primary_route: Option<Related<RouteId, Route>>,
    /// Where calls go if the primary route fails.
    pub failover_route: Option<Related<RouteId, Route>>,
    /// The address sent to the emergency services.
    pub e911_address: Option<Related<E911Id, E911>>,
    /// The name shown when this number calls.
    pub cnam_preset: Option<Related<CnamId, Cnam>>,
    /// How far its provisioning for messages is.
    pub message_provision: Option<Related<ProvisionId, MessageProvision>>,
}

/// How far a number's provisioning for messages is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MessageProvision {
    /// `processing`, `completed`, `failed`; an open set.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: Option<Box<str>>,
    /// The number it is about.
    #[serde(default)]
    pub tn: Option<PhoneNumber>,
}
