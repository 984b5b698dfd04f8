//! The way of a request: retry, pacing, authorization, time limits, tracing, hyper and rustls.
//!
//! [`Client`] sends any [`trunkline_core::Endpoint`]; what a carrier needs beyond that (credentials, rates) is handed over
//! as data. The layers, from the caller to the wire:
//!
//! ```text
//! operation span -> your layers -> retry (owns the deadline) -> pacing (every attempt pays)
//!   -> concurrency permit (free during back-off) -> your attempt layers
//!   -> authorization (base URL joined, signed freshly for every attempt) -> attempt trace
//!   -> attempt time limit -> wire (hyper and rustls, body capped; or your own service)
//! ```
//!
//! ```
//! # use std::convert::Infallible;
//! use bytes::Bytes;
//! use http::{Method, Response};
//! use trunkline_core::{Carrier, DecodeError, Endpoint, Operation, Path, Refusal, json};
//! use trunkline_transport::{BasicAuth, Client};
//!
//! static ACME: Carrier = Carrier::new("acme", "acme.", "application/json", |_, r| Refusal::from_status(r.status()));
//!
//! /// How many numbers there are.
//! struct Count;
//!
//! impl Endpoint for Count {
//!     const OPERATION: Operation = Operation::read(&ACME, "acme.numbers.count");
//!     const METHOD: Method = Method::GET;
//!     type Output = u32;
//!
//!     fn path(&self, path: &mut Path) {
//!         path.push("numbers").push("count");
//!     }
//!
//!     fn read(response: &Response<Bytes>) -> Result<u32, DecodeError> {
//!         json(response.body())
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! # let carrier = tower::service_fn(|_| async { Ok::<_, Infallible>(Response::new(Bytes::from("42"))) });
//! let client = Client::builder("https://api.example.com/v2")
//!     .authorizer(BasicAuth::new("user", "secret".into()))
//! #   .service(carrier)
//!     .build()?;
//! assert_eq!(client.send(&Count).await?, 42);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! A failure carries what it proves ([`Sent`]), and the retry decision is a pure function of that and of what repeating
//! the call does: see [`retry`].

pub mod reconcile;
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
