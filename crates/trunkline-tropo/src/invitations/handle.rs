//! `tropo.invitations()`.

use trunkline_core::Result;
use trunkline_transport::Listing;
use trunkline_transport::reconcile::written;

use super::{
    CreateInvitation, CreatedInvitation, DeleteInvitation, GetInvitation, Invitation, ListInvitations,
    UpdateInvitation,
};
use crate::applications::found;
use crate::{Href, Tropo};

/// Invitations, of the service and of a user.
#[derive(Clone, Copy, Debug)]
pub struct Invitations<'a>(pub(crate) &'a Tropo);

impl Invitations<'_> {
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
    /// [`trunkline_core::ErrorKind::Conflict`] if the code is taken.
    ///
    /// # If the outcome is unknown
    /// With a code of your own the carrier is asked: an invitation of that code is returned as created, and if there is
    /// none, nothing was created, and the error says so ([`trunkline_core::Applied::No`]). Without one no read settles
    /// it: compare [`list`](Self::list) with what it was before.
    pub async fn create(&self, request: CreateInvitation) -> Result<CreatedInvitation> {
        let error = match self.0.send(request.clone()).await {
            Ok(created) => return Ok(created),
            Err(error) => error,
        };
        let Some(code) = request.code() else {
            return Err(error);
        };
        let mut get = GetInvitation::new(code);
        if let Some(user) = request.user() {
            get = get.of_user(user);
        }
        written(error, || async {
            let invitation = found(self.get(get.clone()).await)?;
            Ok(invitation.map(|found| CreatedInvitation {
                href: found
                    .href
                    .unwrap_or_else(|| Href::from(format!("invitations/{}", found.code))),
                code: found.code,
            }))
        })
        .await
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
