//! Port orders: what they are and how they go their way over the virtual clock (docs/contracts/flowroute-v2.md §6.7).
//!
//! Everything past the signature is a human process at two carriers; here it takes business days and is decided by the last
//! four digits of the numbers (assumed, A:82 and A:83).

mod arrival;
mod calendar;
mod losing;
mod progress;
mod requests;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use md5::{Digest, Md5};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use crate::hash::hex;
use crate::number::Tn;
use crate::time::Micros;

pub(crate) use losing::is_portable;
pub(crate) use requests::{Draft, PortRefused};

/// All port orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Porting {
    pub(crate) next_group: u64,
    pub(crate) next_order: u64,
    pub(crate) orders: BTreeMap<u64, PortOrder>,
    /// How often each number has come here.
    pub(crate) ported_in: BTreeMap<Tn, u32>,
    /// What was sent to presigned addresses, by its place.
    pub(crate) uploads: BTreeMap<String, Upload>,
}

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Upload {
    pub(crate) md5: String,
    /// Base64.
    content: String,
}

impl Upload {
    pub(crate) fn new(content: &[u8]) -> Self {
        Self {
            md5: hex(&Md5::digest(content)),
            content: STANDARD.encode(content),
        }
    }

    /// Nothing if the state was written by hand and is not base64.
    pub(crate) fn content(&self) -> Option<Bytes> {
        STANDARD.decode(&self.content).ok().map(Bytes::from)
    }
}

impl Default for Porting {
    fn default() -> Self {
        Self {
            next_group: 38_697,
            next_order: 42_361,
            orders: BTreeMap::new(),
            ported_in: BTreeMap::new(),
            uploads: BTreeMap::new(),
        }
    }
}

/// Numbers that come from one carrier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PortOrder {
    pub(crate) group: u64,
    pub(crate) numbers: BTreeSet<Tn>,
    pub(crate) status: Status,
    pub(crate) status_updated_at: Option<Micros>,
    /// Counts changes of the status, so that what was planned for an earlier one does not happen.
    pub(crate) step: u64,
    pub(crate) created_at: Micros,
    pub(crate) modified_at: Micros,
    pub(crate) details: Details,
    pub(crate) presets: Presets,
    pub(crate) documents: Vec<Document>,
    pub(crate) comments: Vec<Comment>,
    /// Who signed the letter of agency last, and as what.
    pub(crate) signature: Option<(String, String)>,
    /// Whether the losing carrier has had it before; it is charged once.
    pub(crate) charged: bool,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Pending,
    Processing,
    Submitted,
    Accepted,
    Completed,
    Review,
    Rejected,
    Cancelled,
    Abandoned,
    HardCanceled,
}

impl Status {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Completed => "completed",
            Self::Review => "review",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Abandoned => "abandoned",
            Self::HardCanceled => "hard_canceled",
        }
    }

    /// Whether details can be changed and documents added.
    pub(crate) fn is_editable(self) -> bool {
        matches!(self, Self::Pending | Self::Rejected)
    }

    pub(crate) fn is_canceled(self) -> bool {
        matches!(self, Self::Cancelled | Self::Abandoned | Self::HardCanceled)
    }

    /// Whether nothing changes any more.
    pub(crate) fn is_final(self) -> bool {
        self == Self::Completed || self.is_canceled()
    }
}

/// What the subscriber says, and how the order is handled. Text that is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Details {
    pub(crate) alias: String,
    pub(crate) billing_name: String,
    pub(crate) street: String,
    pub(crate) street2: String,
    pub(crate) city: String,
    pub(crate) state: String,
    pub(crate) zip: String,
    pub(crate) country: String,
    pub(crate) provider: String,
    pub(crate) provider_account: String,
    pub(crate) billing_number: String,
    pub(crate) pin: String,
    pub(crate) last_4_ssn: String,
    /// Lower case.
    pub(crate) usage_type: String,
    pub(crate) company: String,
    pub(crate) desired_completion_date: Option<String>,
    pub(crate) status_url: Option<String>,
    pub(crate) enable_cnam_lookups: bool,
    pub(crate) loa_email: Option<String>,
    pub(crate) loa_cc: Option<String>,
}

/// What the numbers get when they are here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Presets {
    pub(crate) alias: Option<String>,
    pub(crate) cnam: Option<u64>,
    pub(crate) e911: Option<u64>,
    pub(crate) primary_route: Option<u64>,
    pub(crate) failover_route: Option<u64>,
}

/// A bill, or another proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    pub(crate) filename: String,
    /// Where the carrier fetched it, or tried to.
    pub(crate) url: String,
    pub(crate) fetched: bool,
}

impl Document {
    /// A document at a URL. Nothing is fetched: hosts under `.invalid` cannot be reached, the others are taken to have it.
    pub(crate) fn at(url: &str) -> Self {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let host = url
            .split("//")
            .nth(1)
            .and_then(|rest| rest.split(['/', '?']).next())
            .unwrap_or_default();
        let named = url
            .split_once("filename=")
            .map(|(_, name)| name.split('&').next().unwrap_or_default());
        let filename = named.or(path.rsplit('/').next()).unwrap_or_default();
        Self {
            filename: percent_decode_str(filename).decode_utf8_lossy().into_owned(),
            url: url.to_owned(),
            fetched: !host.ends_with(".invalid"),
        }
    }
}

/// Something said about an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    pub(crate) at: Micros,
    pub(crate) text: String,
}

impl Porting {
    /// The orders of a group, in the order of their ids.
    pub(crate) fn group(&self, group: u64) -> impl Iterator<Item = (u64, &PortOrder)> {
        self.orders
            .iter()
            .filter(move |(_, order)| order.group == group)
            .map(|(id, order)| (*id, order))
    }
}
