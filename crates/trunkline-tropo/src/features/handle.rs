//! `tropo.features()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{DisableFeature, EnableFeature, ListUserFeatures};

handle! {
    /// Features of a user.
    pub struct Features;
}

impl Features {
    /// Lists the features that a user has.
    pub fn list(&self, request: impl Into<ListUserFeatures>) -> Listing<ListUserFeatures> {
        self.0.list(request.into())
    }

    /// Gives a user a feature.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is no such user or feature.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn enable(&self, request: EnableFeature) -> Result<()> {
        self.0.send(request).await
    }

    /// Takes a feature from a user.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if the user does not have it.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was taken.
    pub async fn disable(&self, request: DisableFeature) -> Result<()> {
        self.0.send(request).await
    }
}
