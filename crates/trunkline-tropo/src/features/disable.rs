//! Disabling a feature for a user (docs/contracts/tropo.md §2.4, F3).

use crate::catalog::FeatureId;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Takes the feature with this number from a user.
    pub struct DisableFeature { user: UserId, feature: FeatureId }

    // The second request finds nothing to take: the end state is the same.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.features.disable", "disabled");
    DELETE "/users/{user}/features/{feature}" -> (): nothing;
    subject "{feature} of user {user}";

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}
