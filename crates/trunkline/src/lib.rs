//! Search, buy, configure, message with, port and release telephone numbers through carriers' APIs.
//!
//! This crate is a facade: every item is a re-export, but for the adapters of `provision`, so `trunkline::flowroute::Flowroute` *is*
//! `trunkline_flowroute::Flowroute`. Pick single crates if you need less.
//!
//! | feature (on by default) | module | carrier's API |
//! |---|---|---|
//! | `flowroute` | [`flowroute`] | Flowroute v2 and messages v2.1 and v2.2 |
//! | `flowroute-v1` | [`flowroute_v1`] | Flowroute v1, signed requests |
//! | `tropo` | [`tropo`] | Tropo Provisioning v1 |
//! | `provision` (not by default) | `provision` | fleets of numbers over any of them; so far Flowroute v2 |
//!
//! Values, errors and paging are at the root: [`PhoneNumber`], [`Money`], [`Region`], [`Error`], [`ErrorKind`],
//! [`Applied`]; what an endpoint of your own needs, too: [`endpoint!`], [`Endpoint`], [`JsonObject`], [`LookUp`]. The client's
//! settings and layers are in [`transport`].

#![cfg_attr(docsrs, feature(doc_cfg))]

pub use trunkline_core::{
    Applied, AreaCode, ConfirmedBy, Country, Credentials, Cursor, Error, ErrorKind, Links, Money, NpaNxx,
    Page, ParseMoneyError, ParseNanpError, ParsePhoneNumberError, PhoneNumber, Problem, RateCenter, Region,
    Result, Timestamp, Unreadable, UnreadableItems, ValidationError,
};
pub use trunkline_transport::{CallOptions, Client, RetryPolicy};

/// What an endpoint of your own needs: see [`endpoint!`](crate::endpoint!).
pub use trunkline_core::{
    Body, Carrier, Content, DecodeError, Effect, EncodeError, Endpoint, Evidence, JsonObject, ListEndpoint,
    LookUp, Match, Operation, Paging, Path, PathSegment, Query, Reader, Refusal, Segment, SinglePage, Walk,
    endpoint, ensure, ensure_length, ensure_range, find_in, json, lenient, nothing, open_enum, string_id,
};

#[cfg(feature = "flowroute")]
pub use trunkline_flowroute as flowroute;
#[cfg(feature = "flowroute-v1")]
pub use trunkline_flowroute_v1 as flowroute_v1;
#[cfg(feature = "provision")]
pub mod provision;
pub use trunkline_transport as transport;
#[cfg(feature = "tropo")]
pub use trunkline_tropo as tropo;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
