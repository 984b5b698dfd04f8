//! Webhooks: what the carrier posts to a callback (docs/contracts/flowroute-v2.md §4).
//!
//! [`Webhook::parse`] reads the bytes of any of them:
//!
//! ```
//! use trunkline_flowroute::webhooks::{Event, Webhook};
//!
//! let body = br#"{"to": "12012673227", "from": "12061231234", "body": "Hello?", "id": "mdr1-fab29a74"}"#;
//! let webhook = Webhook::parse(body)?;
//! assert!(matches!(webhook.event, Event::LegacyMessage(_)));
//! assert_eq!(webhook.key().map(|key| key.to_string()).as_deref(), Some("message mdr1-fab29a74"));
//! # Ok::<(), trunkline_core::DecodeError>(())
//! ```
//!
//! The carrier posts at least once, in no order, and signs nothing: whoever knows the URL can post to it. Acknowledge
//! with status 200, at once; anything else, and the carrier posts it again, four times in all, 30 seconds apart.
//!
//! With the feature `webhook` a `Receiver` takes what is posted: as a tower service, or, with the feature `axum`, as an
//! extractor. It limits the size, passes each event on once, and does what there is to do about authenticity:
//!
//! * **A secret in the URL**, compared in constant time. Who does not know the URL cannot post to it. It is as secret as
//!   the carrier's database, its logs, and those of every proxy on the way.
//! * **The address of the sender.** The carrier published two addresses in 2016 and may have changed them; behind a proxy
//!   the address is the proxy's unless that tells it, and everybody else can tell it, too.
//! * **Reading the record back** ([`Flowroute::confirm`](crate::Flowroute::confirm)): what the carrier itself has on the
//!   message, over a connection that is authenticated. This alone proves what an event says; it costs a call.

#[cfg(feature = "client")]
mod confirm;
mod event;
mod parse;
mod receipt;
#[cfg(feature = "webhook")]
mod receive;
mod status;

#[cfg(feature = "client")]
pub use confirm::Confirmation;
pub use event::{Event, EventKey, LegacyMessage, Webhook};
pub use receipt::Receipt;
#[cfg(feature = "axum")]
pub use receive::Posted;
#[cfg(feature = "webhook")]
pub use receive::{Delivery, Peer, Receiver, Refused, WebhookService};
pub use status::{StatusEvent, StatusKind};
