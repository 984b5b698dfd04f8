//! `GET users/{id}/features` (docs/contracts/tropo.md §2.4, F1).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient};

use crate::response::{many, whole_list};
use crate::catalog::FeatureId;
use crate::users::UserId;
use crate::{Href, TROPO};

/// Lists the features that a user has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListUserFeatures {
    user: UserId,
}

impl ListUserFeatures {
    /// Those of `user`.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self { user: user.into() }
    }
}

impl<I: Into<UserId>> From<I> for ListUserFeatures {
    fn from(user: I) -> Self {
        Self::new(user)
    }
}

/// A feature that a user has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UserFeature {
    /// The feature in the catalog.
    pub feature: Href,
    /// The feature of this user.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub feature_name: Option<Box<str>>,
    /// Its letter: `t`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub feature_flag: Option<Box<str>>,
}

impl UserFeature {
    /// The feature's number in the catalog.
    #[must_use]
    pub fn id(&self) -> Option<FeatureId> {
        self.feature.id()
    }
}

whole_list!(ListUserFeatures, UserFeature);

impl Endpoint for ListUserFeatures {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.features.list");
    const METHOD: Method = Method::GET;
    type Output = Page<UserFeature>;

    fn path(&self, path: &mut Path) {
        path.push("users").push(&self.user).push("features");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of user {}", self.user))
    }
}
