//! Taking what the carrier posts.

mod receiver;
mod secret;
mod seen;
mod service;

#[cfg(feature = "axum")]
mod extract;

#[cfg(feature = "axum")]
pub use extract::Posted;
pub use receiver::{Delivery, Peer, Receiver, Refused};
pub use service::WebhookService;
