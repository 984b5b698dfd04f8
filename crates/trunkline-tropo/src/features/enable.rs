//! `POST users/{id}/features` (docs/contracts/tropo.md §2.4, F2).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use crate::TROPO;
use crate::response::{body, nothing};
use crate::rules::required;
use crate::users::UserId;

/// Gives a user a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct EnableFeature {
    #[serde(skip)]
    user: UserId,
    feature: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feature_flag: Option<Box<str>>,
}

impl EnableFeature {
    /// Gives `user` the feature with this number or link: both are taken.
    pub fn new(user: impl Into<UserId>, feature: impl AsRef<str>) -> Self {
        Self {
            user: user.into(),
            feature: feature.as_ref().into(),
            feature_flag: None,
        }
    }

    /// The feature's letter, which the carrier's own tool sends along.
    pub fn flag(mut self, flag: impl Into<Box<str>>) -> Self {
        self.feature_flag = Some(flag.into());
        self
    }
}

impl Endpoint for EnableFeature {
    // A feature that is on stays on.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.features.enable", "enabled");
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("features");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("feature", &self.feature)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} of user {}", self.feature, self.user))
    }
}
