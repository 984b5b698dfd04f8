//! Listing the features that a user has (docs/contracts/tropo.md §2.4, F1).

use crate::catalog::FeatureId;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Lists the features that a user has.
    pub struct ListUserFeatures { user: UserId }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.features.list");
    GET "/users/{user}/features" -> Page<UserFeature>: many;
    list(paging: SinglePage) UserFeature, key () = |_| None;
    subject "of user {user}";
}

record! {
    /// A feature that a user has.
    #[derive(PartialEq, Eq)]
    pub struct UserFeature {
        /// The feature in the catalog.
        feature: Href,
        /// The feature of this user.
        href: Option<Href> = "lenient::text",
        /// Its name.
        feature_name: Option<String> = "lenient::text",
        /// Its letter: `t`.
        feature_flag: Option<String> = "lenient::text",
    }
}

impl UserFeature {
    /// The feature's number in the catalog.
    #[must_use]
    pub fn id(&self) -> Option<FeatureId> {
        self.feature.id()
    }
}
