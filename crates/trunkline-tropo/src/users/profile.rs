//! What a user may tell about himself, when created and when modified.

use serde::Serialize;

use super::UserStatus;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) website: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) organization: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) job_title: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address2: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) city: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) postal_code: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) marketing_opt_in: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) twitter_id: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) joined_from_host: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone_number: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<UserStatus>,
}

/// Setters for text members of `self.profile`.
macro_rules! text_setters {
    ($($(#[$doc:meta])+ $name:ident)+) => {$(
        $(#[$doc])+
        pub fn $name(mut self, $name: impl Into<Box<str>>) -> Self {
            self.profile.$name = Some($name.into());
            self
        }
    )+};
}
pub(crate) use text_setters;

/// The setters that creating and modifying a user have in common.
macro_rules! profile_setters {
    ($request:ty) => {
        impl $request {
            $crate::users::profile::text_setters! {
                /// The user's web site.
                website
                /// Where the user works.
                organization
                /// What the user does there.
                job_title
                /// First line of the postal address.
                address
                /// Second line of the postal address.
                address2
                /// The city.
                city
                /// The state or province.
                state
                /// The ZIP or postal code.
                postal_code
                /// The country.
                country
                /// The user's name on Twitter.
                twitter_id
                /// The host that the user signs up from.
                joined_from_host
                /// The phone number (that it can be set is assumed).
                phone_number
            }

            /// Whether the user wants advertisements.
            pub fn marketing_opt_in(mut self, wanted: bool) -> Self {
                self.profile.marketing_opt_in = Some(wanted);
                self
            }

            /// What the user may do.
            pub fn status(mut self, status: impl Into<$crate::users::UserStatus>) -> Self {
                self.profile.status = Some(status.into());
                self
            }
        }
    };
}
pub(crate) use profile_setters;
