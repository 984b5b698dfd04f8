//! Switches for what the contract leaves open or calls configurable. Part of the state; `PATCH /_emulator/switches` sets them.

use serde::{Deserialize, Serialize};

use crate::money::DOLLAR;
use crate::store::tropo::switches::TropoSwitches;
use crate::store::v1::V1;

/// How the virtual clock passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockMode {
    /// Only by `clock/advance`.
    Frozen,
    /// As the wall clock does, from wherever it stands.
    Running,
}

/// Words for number types in answers (docs/contracts/flowroute-v2.md A:61).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Vocabulary {
    /// `standard`, `tollfree`: the words of the SDK READMEs.
    Standard,
    /// `longcode`, `toll-free`: the words of the newer documents.
    Longcode,
}

/// Everything that can be switched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Switches {
    pub(crate) clock: ClockMode,
    /// Milliseconds of real time that every call of a carrier takes longer.
    pub(crate) latency_millis: u64,
    /// Virtual seconds until a purchase shows in N6/N7 and a message in M2/M3.
    pub(crate) lag_seconds: u32,
    /// Message provisioning cannot be reached: purchases and changes that ask for it answer 207.
    pub(crate) provisioning_down: bool,
    /// Virtual seconds from a provisioning task to its completion.
    pub(crate) provisioning_seconds: u32,
    pub(crate) number_vocabulary: Vocabulary,
    /// Adds the attributes of the newer documents (`tier`, `iso_country`, `status`, ...).
    pub(crate) newer_attributes: bool,
    /// Status of a successful purchase: 201 (documents) or 200 (READMEs).
    pub(crate) purchase_status: u16,
    /// Virtual seconds until a released number is for sale again; 0 means at once.
    pub(crate) release_aging_seconds: u32,
    /// Virtual seconds from creation to review of a CNAM record; null means never.
    pub(crate) cnam_review_seconds: Option<u32>,
    /// Virtual seconds from asking for an export of call detail records to its completion.
    pub(crate) cdr_export_seconds: u32,
    /// How many calls the account has in every hour.
    pub(crate) cdr_calls_per_hour: u32,
    /// Account preference: CNAM look-ups of a new number.
    pub(crate) cnam_lookups_default: bool,
    /// Also store an inbound record for a message to an own number (docs/contracts/flowroute-v2.md A:73).
    pub(crate) loopback: bool,
    /// Attempts per second; null means no limit (docs/contracts/flowroute-v2.md §1.7).
    pub(crate) sms_per_second: Option<u32>,
    pub(crate) mms_per_second: Option<u32>,
    /// `Retry-After` on 429 answers of the rate limits; absent by default (docs/contracts/flowroute-v2.md A:10).
    pub(crate) retry_after: Option<String>,
    /// `POST /v2/routes` answers with links that lack `/v2`, as documented (docs/contracts/flowroute-v2.md §3.2).
    pub(crate) route_create_links_without_version: bool,
    pub(crate) fees: Fees,
    /// What is posted to callbacks, and how.
    pub(crate) webhooks: WebhookSwitches,
    /// Signed requests and what else is particular to Flowroute v1.
    pub(crate) flowroute_v1: V1,
    /// What is particular to Tropo.
    pub(crate) tropo: TropoSwitches,
}

/// How events are posted to callbacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WebhookSwitches {
    /// Also to other machines.
    pub(crate) any_host: bool,
    /// Only status 200 acknowledges, no other 2xx (docs/contracts/flowroute-v2.md A:56).
    pub(crate) only_200: bool,
    /// Inbound messages come in the old form, as to callbacks set in the portal of v2.0.
    pub(crate) legacy: bool,
    /// Fault: so many virtual seconds late.
    pub(crate) delay_seconds: u32,
    /// Fault: each event twice.
    pub(crate) twice: bool,
    /// Fault: of several that are due, the newest first.
    pub(crate) reversed: bool,
    /// Fault: the next so many events are never posted.
    pub(crate) drop_next: u32,
}

/// Prices in nanodollars. Assumed defaults (docs/contracts/flowroute-v2.md A:11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fees {
    pub(crate) sms_segment: i64,
    /// Carrier surcharge per segment, charged on v2.2 only, where the answer shows it.
    pub(crate) sms_surcharge: i64,
    pub(crate) mms: i64,
    /// Charged at the first assignment of a record to a number, and every month that a number has one.
    pub(crate) e911: i64,
    /// Charged at association (docs/contracts/flowroute-v2.md A:111).
    pub(crate) cnam_storage: i64,
    /// Charged per number when a port order is submitted to the losing carrier.
    pub(crate) port_in: i64,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            clock: ClockMode::Frozen,
            latency_millis: 0,
            lag_seconds: 0,
            provisioning_down: false,
            provisioning_seconds: 1,
            number_vocabulary: Vocabulary::Standard,
            newer_attributes: false,
            purchase_status: 201,
            release_aging_seconds: 0,
            cnam_review_seconds: Some(48 * 3600),
            cdr_export_seconds: 1,
            cdr_calls_per_hour: 2,
            cnam_lookups_default: true,
            loopback: true,
            sms_per_second: Some(5),
            mms_per_second: Some(1),
            retry_after: None,
            route_create_links_without_version: true,
            fees: Fees::default(),
            webhooks: WebhookSwitches::default(),
            flowroute_v1: V1::default(),
            tropo: TropoSwitches::default(),
        }
    }
}

impl Default for Fees {
    fn default() -> Self {
        Self {
            sms_segment: 4_000_000,
            sms_surcharge: 2_000_000,
            mms: 19_500_000,
            e911: DOLLAR * 3 / 2,
            cnam_storage: DOLLAR / 2,
            port_in: DOLLAR * 15 / 2,
        }
    }
}
