//! `DELETE users/{id}/features/{number}` (docs/contracts/tropo.md §2.4, F3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use crate::TROPO;
use crate::response::nothing;
use crate::catalog::FeatureId;
use crate::users::UserId;

/// Takes a feature from a user.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DisableFeature {
    user: UserId,
    feature: FeatureId,
}

impl DisableFeature {
    /// Takes the feature with this number from `user`.
    pub fn new(user: impl Into<UserId>, feature: impl Into<FeatureId>) -> Self {
        Self {
            user: user.into(),
            feature: feature.into(),
        }
    }
}

impl Endpoint for DisableFeature {
    // The second request finds nothing to take: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.features.disable", "disabled");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users")
            .push(&self.user)
            .push("features")
            .push(&self.feature);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has taken it.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} of user {}", self.feature, self.user))
    }
}
