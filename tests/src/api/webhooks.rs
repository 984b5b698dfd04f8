//! What a carrier posts to a callback: one line for each form of it.

use trunkline::flowroute::webhooks::{Event, Webhook};

/// A form of payload.
#[derive(Clone, Copy, Debug)]
pub struct Payload {
    /// The section of the contract.
    pub contract: &'static str,
    /// What it is about.
    pub what: &'static str,
    /// The variant of [`Event`] that it is read as.
    pub event: &'static str,
    /// The documented example, below `documented/flowroute-v2-webhooks`.
    pub example: &'static str,
}

const fn payload(
    contract: &'static str,
    what: &'static str,
    event: &'static str,
    example: &'static str,
) -> Payload {
    Payload {
        contract,
        what,
        event,
        example,
    }
}

/// All that Flowroute posts (docs/contracts/flowroute-v2.md §4).
pub const FLOWROUTE: &[Payload] = &[
    payload("§4.2", "an SMS that came in", "Message", "inbound_sms"),
    payload("§4.2", "an MMS that came in", "Message", "inbound_mms"),
    payload("§4.3", "a step of a sent message", "Receipt", "delivery_receipt"),
    payload(
        "§4.4",
        "a new status of a port order, a CDR export, or a provisioning task",
        "Status",
        "status_event",
    ),
    payload(
        "§4.5",
        "an SMS that came in, old form",
        "LegacyMessage",
        "legacy_message",
    ),
];

/// The variant of [`Event`] that a body is read as, if it can be read.
pub fn event_of(body: &[u8]) -> Option<&'static str> {
    match Webhook::parse(body).ok()?.event {
        Event::Message(_) => Some("Message"),
        Event::Receipt(_) => Some("Receipt"),
        Event::Status(_) => Some("Status"),
        Event::LegacyMessage(_) => Some("LegacyMessage"),
        _ => None,
    }
}
