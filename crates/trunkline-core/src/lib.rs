//! Values, endpoints, errors and paging for telephone number carriers' APIs. No I/O.
//!
//! * Values: [`PhoneNumber`], [`AreaCode`], [`NpaNxx`], [`SipHost`], [`SipUri`], [`Money`], [`Region`], [`Country`],
//!   [`Timestamp`], and the macros [`open_enum!`] and [`string_id!`] for wire words and ids.
//! * Calls: [`Endpoint`] is one call as data, [`endpoint!`] declares one; [`Operation`] says what repeating it does.
//! * Failures: [`Error`] answers what went wrong ([`ErrorKind`]) and whether the carrier acted ([`Applied`]).
//! * Lists: [`Page`], [`Cursor`], [`ListEndpoint`].

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod lenient;

mod body;
mod credentials;
mod endpoint;
mod endpoint_macro;
mod error;
mod evidence;
mod excerpt;
mod form;
mod id;
mod look_up;
mod mask;
mod money;
mod nanp;
mod open_enum;
mod operation;
mod page;
mod path;
mod phone_number;
mod refusal;
mod region;
mod sip;
mod time;
mod unreadable;
mod validation;
mod walk;

pub use body::{Body, Content, DecodeError, EncodeError, JsonObject, json, json_if_it_fits, nothing};
pub use credentials::Credentials;
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind};
pub use evidence::{Evidence, Verdict};
pub use look_up::{ConfirmedBy, LookUp, Match, Reader, find_in, look_up_purchase};
pub use mask::Mask;
pub use money::{Money, ParseMoneyError};
pub use nanp::{AreaCode, NpaNxx, ParseNanpError, RateCenter};
pub use operation::{Applied, Attempts, Carrier, Effect, Operation};
pub use page::{Cursor, Links, ListEndpoint, Page, Paging, SinglePage};
pub use path::{Path, PathPart, PathSegment, Query, Segment};
pub use phone_number::{ParsePhoneNumberError, PhoneNumber};
pub use refusal::{Problem, Refusal};
pub use region::{Country, Region};
pub use sip::{ParseSipError, SipHost, SipParameters, SipRule, SipUri};
pub use time::Timestamp;
pub use unreadable::{Unreadable, UnreadableItems};
pub use validation::{ValidationError, ensure, ensure_length, ensure_range};
pub use walk::{Arrived, Walk};

/// `Ok`, or what went wrong and whether the carrier acted.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use crate::path::Part;
    pub use {bytes, http, serde};
}

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
