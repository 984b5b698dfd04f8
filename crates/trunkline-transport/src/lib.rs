//! The client: retry, rate limits, authorization, time limits, tracing, hyper and rustls.
//!
//! [`Client`] sends any [`trunkline_core::Endpoint`]; what a carrier needs beyond that (credentials, rates) is handed over
//! as data. The layers, from the caller to the wire:
//!
//! ```text
//! operation span -> your layers -> retry (owns the deadline) -> rate limits (every attempt counts)
//!   -> concurrency permit (free during back-off) -> your attempt layers
//!   -> authorize (base URL joined, signed freshly for every attempt) -> attempt trace
//!   -> attempt timeout -> wire (hyper and rustls, body capped; or your own service)
//! ```
//!
//! ```
//! # use std::convert::Infallible;
//! use bytes::Bytes;
//! use http::Response;
//! use trunkline_core::{Carrier, Operation, Refusal, endpoint, json};
//! use trunkline_transport::{BasicAuth, Client};
//!
//! static ACME: Carrier = Carrier::new("acme", "acme.", "application/json", |status, _, _| Refusal::from_status(status));
//!
//! endpoint! {
//!     /// How many numbers there are.
//!     pub struct CountNumbers {}
//!
//!     OPERATION = Operation::read(&ACME, "acme.numbers.count");
//!     GET "/numbers/count" -> u32: |response: &Response<Bytes>| json(response.body());
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! # let carrier = tower::service_fn(|_| async { Ok::<_, Infallible>(Response::new(Bytes::from("42"))) });
//! let client = Client::builder("https://api.example.com/v2")
//!     .authorizer(BasicAuth::new("user", "secret".into()))
//! #   .service(carrier)
//!     .build()?;
//! assert_eq!(client.send(CountNumbers::new()).await?, 42);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! A failure carries what it proves ([`trunkline_core::Evidence`]). That and what repeating the call does decide whether it is
//! sent again: see [`retry`]. A call whose reply is lost is looked up as part of the call, if its endpoint
//! [can do that](trunkline_core::Endpoint::look_up).
//!
//! Each layer is public, to be composed in other ways: [`retry::RetryLayer`], [`RateLimitLayer`], [`ConcurrencyLimitLayer`],
//! [`AuthorizeLayer`], [`AttemptTraceLayer`], [`AttemptTimeoutLayer`].

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod retry;

mod attempt_timeout;
mod attempt_trace;
mod authorize;
mod base_url;
mod basic;
mod body_layer;
mod builder;
mod call;
mod carrier_client;
mod client;
mod clock;
mod concurrency;
mod delayed;
mod event;
mod failure;
mod http_service;
mod list;
mod options;
mod outcome;
mod proxy;
mod rate_limit;
mod redact;
mod settle;
mod stack;
mod wire;

pub use attempt_timeout::{AttemptTimeoutLayer, AttemptTimeoutService};
pub use attempt_trace::{AttemptTraceLayer, AttemptTraceService};
pub use authorize::{AuthorizeError, AuthorizeLayer, AuthorizeService, Authorizer, Reauthorize};
pub use basic::BasicAuth;
pub use body_layer::{BodyLayer, BodyService};
pub use builder::ClientBuilder;
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use concurrency::{ConcurrencyLimitLayer, ConcurrencyLimitService};
pub use event::{Event, EventKind, RetryCause};
pub use failure::{BoxError, TransportError};
pub use http_service::{AttemptService, HttpResult, HttpService, ResponseFuture};
pub use list::{Items, Listing, Pages};
pub use options::CallOptions;
pub use proxy::Proxy;
pub use rate_limit::{RateLimitLayer, RateLimitService, RateLimits, SharedTurns, TurnsInFile};
pub use retry::RetryPolicy;
pub use wire::transfer::{Progress, TransferOptions, Transfers};

/// What a client calls itself unless told otherwise.
const USER_AGENT: &str = concat!("trunkline/", env!("CARGO_PKG_VERSION"));

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use bytes::Bytes;
    pub use http::{Request, Response};
    pub use trunkline_core::{Endpoint, ListEndpoint, Result};
}

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
