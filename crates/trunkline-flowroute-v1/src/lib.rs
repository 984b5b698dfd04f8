//! Flowroute v1: signed requests, numbers for sale, owned numbers, inbound routes.
//!
//! Every call is a plain struct that implements [`trunkline_core::Endpoint`]; it is in a file named after it, in
//! the module of its resource. With the feature `client` (on by default) `FlowrouteV1` sends them:
//!
//! | resource | handle | module |
//! |---|---|---|
//! | numbers that are for sale | `inventory()` | [`inventory`] |
//! | numbers on the account | `numbers()` | [`numbers`] |
//! | inbound routes | `routes()` | [`routes`] |
//!
//! Without that feature the crate is data, endpoints, parsing and [`signing`] only, with no tokio and no hyper in its
//! tree.
//!
//! # Writes
//! Every write names its object, so a read settles what a lost reply leaves open (docs/contracts/flowroute-v1.md §2.3). That is
//! part of the call, and stays within its time limit.
//!
//! | write | sending it twice | what reads prove |
//! |---|---|---|
//! | [`Purchase`](numbers::Purchase) | [`Once`](trunkline_core::Effect::Once): it costs money, and the refusal of a repetition looks like somebody else's purchase | the number is on the account: bought (also if it was there before); not there, but for sale, also after the settlement window: not bought; else it cannot be told |
//! | [`UpdateRoutes`](numbers::UpdateRoutes) | [`Repeatable`](trunkline_core::Effect::Repeatable): the same two routes | the number has both routes in this order: done; others, also after the settlement window: not done |
//! | [`CreateRoute`](routes::CreateRoute) | [`Once`](trunkline_core::Effect::Once): what becomes of a name that exists is unknown | a route of this name leads there: done; leads elsewhere: the name is taken; there is none, also after the settlement window: not done |
//!
//! This version of the API cannot release a number, nor change or delete a route.

pub mod inventory;
pub mod numbers;
pub mod routes;
pub mod signing;

mod billing;
mod body;
mod carrier;
#[cfg(feature = "client")]
mod client;
mod digits;
mod page_number;
mod prelude;

pub use billing::BillingMethod;
pub use carrier::FLOWROUTE_V1;
#[cfg(feature = "client")]
pub use client::{Builder, FlowrouteV1};
pub use trunkline_core::Credentials;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
