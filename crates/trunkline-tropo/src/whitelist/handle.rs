//! `tropo.whitelist()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{AddToWhitelist, ListWhitelist, RemoveFromWhitelist};

handle! {
    /// The numbers that a user may send SMS to.
    pub struct Whitelist;
}

impl Whitelist {
    /// Lists the numbers.
    pub fn list(&self, request: ListWhitelist) -> Listing<ListWhitelist> {
        self.0.list(request)
    }

    /// Adds a number.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::InvalidInput`] if it is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn add(&self, request: impl Into<AddToWhitelist>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Takes a number off.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if it is not on the list.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was taken off.
    pub async fn remove(&self, request: impl Into<RemoveFromWhitelist>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
