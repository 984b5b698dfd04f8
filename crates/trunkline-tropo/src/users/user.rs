//! A user (docs/contracts/tropo.md §3.1).

use serde::Deserialize;
use trunkline_core::{Timestamp, lenient, open_enum, string_id};

use crate::Href;

string_id! {
    /// One user. Where a path takes a user's id, [`GetUser`](super::GetUser) takes the user name too.
    pub struct UserId;
}

open_enum! {
    /// What a user may do.
    pub enum UserStatus {
        /// Everything.
        Active = "active",
        /// Nothing before [`ConfirmUser`](super::ConfirmUser). The word is assumed.
        Pending = "pending",
        /// Nothing any more.
        Locked = "locked",
    }
}

/// A user. The carrier writes `Empty LastName` and the like where it knows nothing; that is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct User {
    /// The id. It, and not the link, is to be trusted: the link may end in the user name.
    pub id: UserId,
    /// The link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
    /// The user name.
    pub username: Box<str>,
    /// First name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub first_name: Option<Box<str>>,
    /// Last name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub last_name: Option<Box<str>>,
    /// The e-mail address.
    #[serde(default, deserialize_with = "lenient::text")]
    pub email: Option<Box<str>>,
    /// What the user may do.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: Option<UserStatus>,
    /// When the user was created.
    #[serde(default, deserialize_with = "lenient::text")]
    pub join_date: Option<Timestamp>,
    /// First line of the postal address.
    #[serde(default, deserialize_with = "lenient::text")]
    pub address: Option<Box<str>>,
    /// Second line of the postal address.
    #[serde(default, deserialize_with = "lenient::text")]
    pub address2: Option<Box<str>>,
    /// The city.
    #[serde(default, deserialize_with = "lenient::text")]
    pub city: Option<Box<str>>,
    /// The state or province.
    #[serde(default, deserialize_with = "lenient::text")]
    pub state: Option<Box<str>>,
    /// The ZIP or postal code.
    #[serde(default, deserialize_with = "lenient::text")]
    pub postal_code: Option<Box<str>>,
    /// The country, in no fixed spelling.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country: Option<Box<str>>,
    /// The phone number, in no fixed spelling.
    #[serde(default, deserialize_with = "lenient::text")]
    pub phone_number: Option<Box<str>>,
    /// What the user does for a living.
    #[serde(default, deserialize_with = "lenient::text")]
    pub job_title: Option<Box<str>>,
    /// Where the user does it.
    #[serde(default, deserialize_with = "lenient::text")]
    pub organization: Option<Box<str>>,
    /// The user's web site.
    #[serde(default, deserialize_with = "lenient::text")]
    pub website: Option<Box<str>>,
    /// The user's name on Twitter.
    #[serde(default, deserialize_with = "lenient::text")]
    pub twitter_id: Option<Box<str>>,
    /// The host that the user signed up from.
    #[serde(default, deserialize_with = "lenient::text")]
    pub joined_from_host: Option<Box<str>>,
    /// Whether the user wants advertisements.
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    pub marketing_opt_in: Option<bool>,
    /// The carrier's remarks.
    #[serde(default, deserialize_with = "lenient::text")]
    pub notes: Option<Box<str>>,
    /// How often a wrong password was given.
    #[serde(default, deserialize_with = "lenient::u32")]
    pub password_failed_attempts: Option<u32>,
}

impl User {
    /// Whether the user was created, but not confirmed yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.status == Some(UserStatus::Pending)
    }
}
