//! A number on the account (docs/contracts/flowroute-v2.md §3.1.5 to §3.1.7).

use serde::{Deserialize, Serialize};
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

record! {
    /// A number on the account.
    pub struct OwnedNumber {
        /// The number.
        number: PhoneNumber = "lenient::e164_digits",
    }
    attributes {
        /// Its friendly name, at most 64 characters, not unique.
        alias: Option<String> = "lenient::text",
        /// Whether the caller's name is looked up for inbound calls; billed per call.
        cnam_lookups_enabled: Option<bool> = "lenient::bool_or_text",
        /// Geographic or toll-free.
        number_type: Option<NumberType>,
        /// The rate center's abbreviated name; toll-free numbers have none.
        rate_center: Option<RateCenter>,
        /// State or province; toll-free numbers have none.
        state: Option<Region>,
        /// The country.
        iso_country: Option<Country>,
        /// Where it stands.
        status: Option<NumberStatus>,
        /// The pricing tier.
        tier: Option<String> = "lenient::text",
        /// The carrier's note.
        note: Option<String> = "lenient::text",
        /// How calls are rated: `local`.
        rate_type: Option<String> = "lenient::text",
        /// What the purchase cost. Sent in the response to the purchase only.
        setup_cost: Option<Money>,
        /// What it costs a month. Sent in the response to the purchase only.
        monthly_cost: Option<Money>,
        /// What a minute of an inbound call costs. Sent in the response to the purchase only.
        inbound_rate: Option<Money>,
        /// Whether it can send and receive messages.
        messaging_enabled: Option<bool> = "lenient::bool_or_text",
    }
    relationships {
        /// What is attached to it. `None` if the carrier did not say, as in lists.
        relationships: Option<Box<Relationships>>,
    }
}

/// What is attached to a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Relationships {
    /// Where calls go first. A number without one gets no inbound calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "wire::link", alias = "voice_primary_route")]
    pub primary_route: Option<Related<RouteId, Route>>,
    /// Where calls go if the primary route fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "wire::link", alias = "voice_failover_route")]
    pub failover_route: Option<Related<RouteId, Route>>,
    /// The address sent to the emergency services.
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "wire::link"
    )]
    pub e911_address: Option<Related<E911Id, E911>>,
    /// The name shown when this number calls.
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "wire::link"
    )]
    pub cnam_preset: Option<Related<CnamId, Cnam>>,
    /// How far its provisioning for messages is.
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "wire::link"
    )]
    pub message_provision: Option<Related<ProvisionId, MessageProvision>>,
}

/// How far a number's provisioning for messages is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MessageProvision {
    /// `processing`, `completed`, `failed`; an open set.
    #[serde(
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub status: Option<String>,
    /// The number it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tn: Option<PhoneNumber>,
}
