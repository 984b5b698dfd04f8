//! Flowroute's numbers, routes, E911, CNAM, porting and call detail records (v2) and messages (v2.1 and v2.2).
//!
//! Every call is a plain struct that implements [`trunkline_core::Endpoint`]; it is in a file named after it, in
//! the module of its resource. With the feature `client` (on by default) [`Flowroute`] sends them:
//!
//! | resource | handle | module |
//! |---|---|---|
//! | phone numbers, for sale and owned | [`Flowroute::numbers`] | [`numbers`] |
//! | inbound voice routes | [`Flowroute::routes`] | [`routes`] |
//! | emergency addresses | [`Flowroute::e911`] | [`e911`] |
//! | caller names | [`Flowroute::cnam`] | [`cnam`] |
//! | SMS and MMS | [`Flowroute::messages`] | [`messages`] |
//! | portability and port orders | [`Flowroute::porting`] | [`porting`] |
//! | call detail records | [`Flowroute::cdrs`] | [`cdrs`] |
//! | what the carrier posts to you | | [`webhooks`] |
//!
//! What the calls return are records: they implement [`serde::Serialize`] under the names of their fields, without the
//! carrier's envelope, and what the carrier did not send is left out.
//!
//! The features `webhook` and `axum` (off by default) add a server's side of [`webhooks`].
//!
//! Without the feature `client` the crate is data, endpoints and parsing only, with no tokio and no hyper in its tree.

#[macro_use]
mod record;

pub mod cdrs;
pub mod cnam;
pub mod e911;
pub mod messages;
pub mod numbers;
pub mod porting;
pub mod routes;
pub mod webhooks;

mod carrier;
#[cfg(feature = "client")]
mod client;
mod envelope;
mod prelude;
mod rules;
mod window;

pub use carrier::FLOWROUTE;
#[cfg(feature = "client")]
pub use client::{Builder, Flowroute};
pub use envelope::Related;
pub use trunkline_core::Credentials;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
