//! Enabling a feature for a user (docs/contracts/tropo.md §2.4, F2).

use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Gives a user the feature with this number or link: both are taken.
    pub struct EnableFeature { user: UserId, feature: String }
    optional {
        /// The feature's letter, which the carrier's own tool sends along.
        flag(impl Into<String>): String,
    }

    // A feature that is on stays on.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.features.enable", "enabled");
    POST "/users/{user}/features" -> (): nothing;
    subject "{feature} of user {user}";

    fn body(&self) -> Body {
        JsonObject::new()
            .with("feature", &self.feature)
            .with_some("featureFlag", self.flag.as_ref())
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        required("feature", &self.feature)
    }
}
