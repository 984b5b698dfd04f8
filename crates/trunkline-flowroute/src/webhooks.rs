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

mod event;
mod parse;
mod receipt;
mod status;

pub use event::{Event, EventKey, LegacyMessage, Webhook};
pub use receipt::Receipt;
pub use status::{StatusEvent, StatusKind};
