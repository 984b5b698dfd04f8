//! `flowroute.cnam()`.

use trunkline_core::{PhoneNumber, Result};
use trunkline_transport::{Listing, handle};

use super::{
    AssociateCnam, Cnam, CnamAssociation, CnamId, CreateCnam, DeleteCnam, GetCnam, ListCnams,
    UnassociateCnam, UpdateCnam,
};

handle! {
    /// Caller names.
    pub struct CnamApi;
}

impl CnamApi {
    /// Lists the caller names of the account.
    pub fn list(&self, request: impl Into<ListCnams>) -> Listing<ListCnams> {
        self.0.list(request.into())
    }

    /// Shows a caller name: whether it is approved, and which numbers use it.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn get(&self, request: impl Into<GetCnam>) -> Result<Cnam> {
        self.0.send(request.into()).await
    }

    /// Creates a caller name, which the carrier then reviews. The request is never repeated.
    ///
    /// # Errors
    /// [`Taken`](trunkline_core::ErrorKind::Taken) if the account has it already,
    /// [`InsufficientFunds`](trunkline_core::ErrorKind::InsufficientFunds) if the balance does not cover an
    /// association.
    ///
    /// # If the outcome is unknown
    /// The creation is never sent again. Within the call's deadline the list is searched for the name: if it is there,
    /// it is returned as created. The error says [`Applied::No`](trunkline_core::Applied::No) only once the name has
    /// been absent for the whole settlement window (30 s after the lost reply by default; see
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)). Else it says
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown), and [`settle`](crate::Flowroute::settle) with the same
    /// request goes on looking later.
    pub async fn create(&self, request: impl Into<CreateCnam>) -> Result<Cnam> {
        self.0.send(request.into()).await
    }

    /// Changes a caller name that is not approved yet.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none,
    /// [`Forbidden`](trunkline_core::ErrorKind::Forbidden) if it is approved.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateCnam>) -> Result<Cnam> {
        self.0.send(request.into()).await
    }

    /// Deletes a caller name, and takes it from all numbers that use it.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: a name that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteCnam>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Shows an approved caller name when a number calls. It is charged once.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): the number is not on the account, or there is no such name.
    /// * [`InsufficientFunds`](trunkline_core::ErrorKind::InsufficientFunds): the balance does not cover it.
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): the name is not approved, or the number is toll-free.
    ///
    /// # If the outcome is unknown
    /// The association is never sent again. Within the call's deadline the number is looked at: if it has the name, the
    /// association is returned, without its date. If it does not, the outcome remains
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown), because the carrier may take days to show it;
    /// [`settle`](crate::Flowroute::settle) with the same request looks again later.
    pub async fn associate(
        &self,
        number: impl Into<PhoneNumber>,
        id: impl Into<CnamId>,
    ) -> Result<CnamAssociation> {
        self.0.send(AssociateCnam::new(number, id)).await
    }

    /// Removes a number's caller name.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn unassociate(&self, request: impl Into<UnassociateCnam>) -> Result<CnamAssociation> {
        self.0.send(request.into()).await
    }
}
