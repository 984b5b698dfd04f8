//! The way of a request: retry, pacing, authorisation, time limits, tracing, hyper and rustls.
//!
//! [`Client`] sends any [`trunkline_core::Endpoint`]; what a carrier needs beyond that (credentials, rates) is handed over
//! as data. The layers, from the caller to the wire:
//!
//! ```text
//! operation span -> your layers -> retry (owns the deadline) -> pacing (every attempt pays)
//!   -> concurrency permit (free during back-off) -> your attempt layers
//!   -> authorisation (base URL joined, signed freshly for every attempt) -> attempt trace
//!   -> attempt time limit -> wire (hyper and rustls, body capped; or your own service)
//! ```
//!
//! A failure carries what it proves ([`Sent`]), and the retry decision is a pure function of that and of what repeating
//! the call does: see [`retry`].

pub mod retry;

mod authorize;
mod base_url;
mod basic;
mod builder;
mod client;
mod clock;
mod concurrency;
mod failure;
mod list;
mod options;
mod outcome;
mod pacing;
mod proxy;
mod redact;
mod service;
mod stack;
mod time_limit;
mod trace;
mod wire;

pub use authorize::{AuthorizeError, Authorizer, Relearn};
pub use basic::BasicAuth;
pub use builder::ClientBuilder;
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use failure::{BoxError, Sent, TransportError};
pub use list::{Items, Listing, Pages};
pub use options::CallOptions;
pub use pacing::{Pacing, PacingClass};
pub use proxy::Proxy;
pub use retry::RetryPolicy;
pub use service::Next;
