//! `tropo.invitations()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{
    CreateInvitation, CreatedInvitation, DeleteInvitation, GetInvitation, Invitation, ListInvitations,
    UpdateInvitation,
};

handle! {
    /// Invitations, of the service and of a user.
    pub struct Invitations;
}

impl Invitations {
    /// Lists invitations.
    pub fn list(&self, request: ListInvitations) -> Listing<ListInvitations> {
        self.0.list(request)
    }

    /// Shows an invitation.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetInvitation>) -> Result<Invitation> {
        self.0.send(request.into()).await
    }

    /// Creates an invitation.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::Taken`] if the code is taken.
    ///
    /// # If the outcome is unknown
    /// With a code of your own it is looked up within the call's deadline: an invitation of that code and with these values is
    /// returned as created. If there is none when the settlement window is over (30 s by default,
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)), the error says
    /// [`Applied::No`](trunkline_core::Applied::No), else [`Applied::Unknown`](trunkline_core::Applied::Unknown):
    /// [`Tropo::settle`](crate::Tropo::settle) with the same request goes on later. Without a code no read settles it: compare
    /// [`list`](Self::list) with what it was before.
    pub async fn create(&self, request: CreateInvitation) -> Result<CreatedInvitation> {
        self.0.send(request).await
    }

    /// Changes an invitation.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: UpdateInvitation) -> Result<()> {
        self.0.send(request).await
    }

    /// Deletes an invitation.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteInvitation>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
