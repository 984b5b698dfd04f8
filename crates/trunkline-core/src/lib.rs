//! Values, endpoints, errors and paging for telephone number carriers' APIs. No I/O.
//!
//! * Values: [`PhoneNumber`], [`AreaCode`], [`NpaNxx`], [`Money`], [`Region`], [`Country`], [`Timestamp`], and the
//!   macros [`open_enum!`] and [`string_id!`] for wire words and ids.
//! * Calls: [`Endpoint`] is one call as data; [`Operation`] says what repeating it does.
//! * Failures: [`Error`] answers what went wrong ([`ErrorKind`]) and whether the carrier acted ([`Applied`]).
//! * Lists: [`Page`], [`Cursor`], [`ListEndpoint`].

pub mod lenient;

mod body;
mod endpoint;
mod error;
mod id;
mod invalid;
mod money;
mod nanp;
mod open_enum;
mod operation;
mod page;
mod path;
mod phone_number;
mod refusal;
mod region;
mod time;

pub use body::{Content, DecodeError, EncodeError, json, json_if_it_fits};
pub use endpoint::Endpoint;
pub use error::{Error, ErrorKind};
pub use invalid::{ValidationError, ensure, ensure_length, ensure_range};
pub use money::{Money, ParseMoneyError};
pub use nanp::{AreaCode, NpaNxx, ParseNanpError, RateCenter};
pub use operation::{Applied, Attempts, Carrier, Effect, Operation};
pub use page::{Cursor, Links, ListEndpoint, Page, Unreadable, fingerprint};
pub use path::{Path, Query};
pub use phone_number::{ParsePhoneNumberError, PhoneNumber};
pub use refusal::{Problem, Proof, Refusal};
pub use region::{Country, Region};
pub use time::Timestamp;

/// `Ok`, or what went wrong and whether the carrier acted.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use serde;
}
