//! Search, buy, configure, message with, port and release telephone numbers through carriers' APIs.
//!
//! This crate is a facade: every item is a re-export, so `trunkline::flowroute::Flowroute` *is*
//! `trunkline_flowroute::Flowroute`. Pick single crates if you need less.
//!
//! | feature (all on by default) | module | carrier's API |
//! |---|---|---|
//! | `flowroute` | [`flowroute`] | Flowroute v2 and messages v2.1 |
//! | `flowroute-v1` | [`flowroute_v1`] | Flowroute v1, signed requests |
//! | `tropo` | [`tropo`] | Tropo Provisioning v1 |
//!
//! Values, errors and paging are at the root: [`PhoneNumber`], [`Money`], [`Region`], [`Error`], [`ErrorKind`],
//! [`Applied`]; the client's settings and layers are in [`transport`].

pub use trunkline_core::{
    Applied, AreaCode, Carrier, Content, Country, Cursor, DecodeError, Effect, EncodeError, Endpoint, Error,
    ErrorKind, Links, ListEndpoint, Money, NpaNxx, Operation, Page, ParseMoneyError, ParseNanpError,
    ParsePhoneNumberError, Path, PhoneNumber, Problem, Proof, Query, RateCenter, Refusal, Region, Result,
    Timestamp, Unreadable, ValidationError,
};

#[cfg(feature = "flowroute")]
pub use trunkline_flowroute as flowroute;
#[cfg(feature = "flowroute-v1")]
pub use trunkline_flowroute_v1 as flowroute_v1;
pub use trunkline_transport as transport;
#[cfg(feature = "tropo")]
pub use trunkline_tropo as tropo;
