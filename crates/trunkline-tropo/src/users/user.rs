//! A user (docs/contracts/tropo.md §3.1).

use trunkline_core::{Timestamp, open_enum};

use crate::prelude::*;

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

record! {
    /// A user. The carrier writes `Empty LastName` and the like where it knows nothing; that is kept as it is.
    #[derive(PartialEq, Eq)]
    pub struct User {
        /// The id. It, and not the link, is to be trusted: the link may end in the user name.
        id: UserId,
        /// The link.
        href: Option<Href> = "lenient::text",
        /// The user name.
        username: String,
        /// First name.
        first_name: Option<String> = "lenient::text",
        /// Last name.
        last_name: Option<String> = "lenient::text",
        /// The e-mail address.
        email: Option<String> = "lenient::text",
        /// What the user may do.
        status: Option<UserStatus> = "lenient::text",
        /// When the user was created.
        join_date: Option<Timestamp> = "lenient::text",
        /// First line of the postal address.
        address: Option<String> = "lenient::text",
        /// Second line of the postal address.
        address2: Option<String> = "lenient::text",
        /// The city.
        city: Option<String> = "lenient::text",
        /// The state or province.
        state: Option<String> = "lenient::text",
        /// The ZIP or postal code.
        postal_code: Option<String> = "lenient::text",
        /// The country, in no fixed spelling.
        country: Option<String> = "lenient::text",
        /// The phone number, in no fixed spelling.
        phone_number: Option<String> = "lenient::text",
        /// What the user does for a living.
        job_title: Option<String> = "lenient::text",
        /// Where the user does it.
        organization: Option<String> = "lenient::text",
        /// The user's web site.
        website: Option<String> = "lenient::text",
        /// The user's name on Twitter.
        twitter_id: Option<String> = "lenient::text",
        /// The host that the user signed up from.
        joined_from_host: Option<String> = "lenient::text",
        /// Whether the user wants advertisements.
        marketing_opt_in: Option<bool> = "lenient::bool_or_text",
        /// The carrier's remarks.
        notes: Option<String> = "lenient::text",
        /// How often a wrong password was given.
        password_failed_attempts: Option<u32> = "lenient::u32",
    }
}

impl User {
    /// Whether the user was created, but not confirmed yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.status == Some(UserStatus::Pending)
    }
}
