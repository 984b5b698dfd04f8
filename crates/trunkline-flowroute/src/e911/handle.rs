//! `flowroute.e911()`.

use trunkline_core::{PhoneNumber, Result};
use trunkline_transport::{Listing, handle};

use super::{
    AssociateE911, CreateE911, DeleteE911, E911, E911Id, GetE911, ListE911, ListE911Numbers, UnassociateE911,
    UpdateE911, ValidateE911,
};

handle! {
    /// Emergency addresses.
    pub struct E911Api;
}

impl E911Api {
    /// Lists the emergency addresses of the account.
    pub fn list(&self, request: impl Into<ListE911>) -> Listing<ListE911> {
        self.0.list(request.into())
    }

    /// Shows an address.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn get(&self, request: impl Into<GetE911>) -> Result<E911> {
        self.0.send(request.into()).await
    }

    /// Asks the carrier whether it can find an address. Nothing is stored.
    ///
    /// # Errors
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if it cannot, or requires another spelling.
    pub async fn validate(&self, request: impl Into<ValidateE911>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Stores an address: once, whatever the network does.
    ///
    /// # Errors
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): the carrier cannot find it, or requires another spelling.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict) or [`Taken`](trunkline_core::ErrorKind::Taken): the same
    ///   address, or another under the same label, is stored already.
    /// * [`InsufficientFunds`](trunkline_core::ErrorKind::InsufficientFunds): the balance does not cover an
    ///   association.
    ///
    /// # If the outcome is unknown
    /// The creation is never sent again. Within the call's deadline the list is searched for the label: a record that
    /// says the same is returned as created. The error says [`Applied::No`](trunkline_core::Applied::No) only once the
    /// label has been absent, or has belonged to another address, for the whole settlement window (30 s after the lost
    /// reply by default; see [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)).
    /// Else it says [`Applied::Unknown`](trunkline_core::Applied::Unknown), and [`settle`](crate::Flowroute::settle)
    /// with the same request goes on looking later.
    pub async fn create(&self, request: impl Into<CreateE911>) -> Result<E911> {
        self.0.send(request.into()).await
    }

    /// Changes an address, for all numbers that use it.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none,
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if the carrier cannot find the new address.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateE911>) -> Result<E911> {
        self.0.send(request.into()).await
    }

    /// Deletes an address.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none,
    /// [`Conflict`](trunkline_core::ErrorKind::Conflict) while a number uses it.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: a record that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteE911>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Lists the numbers that use an address.
    pub fn numbers(&self, request: impl Into<ListE911Numbers>) -> Listing<ListE911Numbers> {
        self.0.list(request.into())
    }

    /// Shows an address to the emergency services when a number calls them. The first association of a pair is
    /// charged.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): the number is not on the account, or there is no such
    ///   record.
    /// * [`InsufficientFunds`](trunkline_core::ErrorKind::InsufficientFunds): the balance does not cover it.
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): the number cannot call the emergency services.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: the same pair is charged once.
    pub async fn associate(&self, number: impl Into<PhoneNumber>, id: impl Into<E911Id>) -> Result<()> {
        self.0.send(AssociateE911::new(number, id)).await
    }

    /// Removes a number's emergency address.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn unassociate(&self, request: impl Into<UnassociateE911>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
