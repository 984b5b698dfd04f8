//! The optional fields of a user's profile, for creation and modification.

use trunkline_core::JsonObject;

use super::UserStatus;

/// The members, in the order of the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) website: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) job_title: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) address2: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) marketing_opt_in: Option<bool>,
    pub(crate) twitter_id: Option<String>,
    pub(crate) joined_from_host: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) status: Option<UserStatus>,
}

impl Profile {
    pub(crate) fn write(&self, object: JsonObject) -> JsonObject {
        object
            .with_some("website", self.website.as_ref())
            .with_some("organization", self.organization.as_ref())
            .with_some("jobTitle", self.job_title.as_ref())
            .with_some("address", self.address.as_ref())
            .with_some("address2", self.address2.as_ref())
            .with_some("city", self.city.as_ref())
            .with_some("state", self.state.as_ref())
            .with_some("postalCode", self.postal_code.as_ref())
            .with_some("country", self.country.as_ref())
            .with_some("marketingOptIn", self.marketing_opt_in)
            .with_some("twitterId", self.twitter_id.as_ref())
            .with_some("joinedFromHost", self.joined_from_host.as_ref())
            .with_some("phoneNumber", self.phone_number.as_ref())
            .with_some("status", self.status.as_ref())
    }
}

/// Setters for optional members of the field `$group`.
macro_rules! setters {
    ($request:ty, $group:ident: $($(#[$doc:meta])+ $name:ident($argument:ty))+) => {
        impl $request {$(
            $(#[$doc])+
            pub fn $name(mut self, $name: $argument) -> Self {
                self.$group.$name = Some($name.into());
                self
            }
        )+}
    };
}
pub(crate) use setters;

/// The setters that creating and modifying a user have in common.
macro_rules! profile_setters {
    ($request:ty) => {
        $crate::users::profile::setters! {
            $request, profile:
            /// The user's web site.
            website(impl Into<String>)
            /// Where the user works.
            organization(impl Into<String>)
            /// What the user does there.
            job_title(impl Into<String>)
            /// First line of the postal address.
            address(impl Into<String>)
            /// Second line of the postal address.
            address2(impl Into<String>)
            /// The city.
            city(impl Into<String>)
            /// The state or province.
            state(impl Into<String>)
            /// The ZIP or postal code.
            postal_code(impl Into<String>)
            /// The country.
            country(impl Into<String>)
            /// Whether the user wants advertisements.
            marketing_opt_in(bool)
            /// The user's name on Twitter.
            twitter_id(impl Into<String>)
            /// The host that the user signs up from.
            joined_from_host(impl Into<String>)
            /// The phone number (that it can be set is assumed).
            phone_number(impl Into<String>)
            /// What the user may do.
            status(impl Into<$crate::users::UserStatus>)
        }
    };
}
pub(crate) use profile_setters;
