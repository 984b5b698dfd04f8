//! `flowroute.e911()`.

use trunkline_core::{Endpoint, Error, ErrorKind, Result};
use trunkline_transport::Listing;

use super::{
    AssociateE911, CreateE911, DeleteE911, E911, GetE911, ListE911, ListE911Numbers, UnassociateE911,
    UpdateE911, ValidateE911,
};
use crate::Flowroute;
use trunkline_transport::reconcile::written;

/// Emergency addresses.
#[derive(Clone, Copy, Debug)]
pub struct E911Api<'a>(pub(crate) &'a Flowroute);

impl E911Api<'_> {
    /// Lists the emergency addresses of the account.
    pub fn list(&self, request: impl Into<ListE911>) -> Listing<ListE911> {
        self.0.list(request.into())
    }

    /// Shows an address.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetE911>) -> Result<E911> {
        self.0.send(request.into()).await
    }

    /// Asks the carrier whether it can find an address. Nothing is stored.
    ///
    /// # Errors
    /// [`ErrorKind::Rejected`] if it cannot, or wants another spelling.
    pub async fn validate(&self, request: impl Into<ValidateE911>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Stores an address: once, whatever the network does.
    ///
    /// # Errors
    /// * [`ErrorKind::Rejected`]: the carrier cannot find it, or wants another spelling.
    /// * [`ErrorKind::Conflict`]: the same address, or another under the same label, is stored already.
    /// * [`ErrorKind::InsufficientFunds`]: the balance does not cover an association.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the list is searched for the label: a record that says the same is returned as created;
    /// if there is none after a few seconds, none was created, and the error says so
    /// ([`trunkline_core::Applied::No`]). If the list cannot be read, or the label belongs to another address, the
    /// outcome remains unknown. The creation itself is never sent again.
    pub async fn create(&self, request: impl Into<CreateE911>) -> Result<E911> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(record) => Ok(record),
            Err(error) => written(error, || self.made(&request)).await,
        }
    }

    /// Changes an address, for all numbers that use it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none, [`ErrorKind::Rejected`] if the carrier cannot find the new address.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateE911>) -> Result<E911> {
        self.0.send(request.into()).await
    }

    /// Deletes an address.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none, [`ErrorKind::Conflict`] while a number uses it.
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

    /// Shows an address to the emergency services when a number calls them: `associate((number, id))`. The first
    /// association of a pair is charged.
    ///
    /// # Errors
    /// * [`ErrorKind::NotFound`]: the number is not on the account, or there is no such record.
    /// * [`ErrorKind::InsufficientFunds`]: the balance does not cover it.
    /// * [`ErrorKind::Rejected`]: the number cannot call the emergency services.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: the same pair is charged once.
    pub async fn associate(&self, request: impl Into<AssociateE911>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Takes a number's emergency address away.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn unassociate(&self, request: impl Into<UnassociateE911>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// The record that `request` makes, from the list. Another address under its label settles nothing.
    async fn made(&self, request: &CreateE911) -> Result<Option<E911>> {
        let label = request.address().label();
        let mut records = self.list(ListE911::new().label(label)).items();
        let mut doubt = None;
        loop {
            match records.try_next().await {
                Ok(Some(record)) if request.address().made(&record) => return Ok(Some(record)),
                Ok(Some(record)) if record.label.as_deref() == Some(label) => {
                    doubt = Some(is_elsewhere(&record))
                }
                Ok(Some(_)) => {}
                Ok(None) => return doubt.map_or(Ok(None), Err),
                Err(error) => doubt = Some(error),
            }
        }
    }
}

fn is_elsewhere(record: &E911) -> Error {
    let what = format!("record {} has the label and another address", record.id);
    Error::new(&CreateE911::OPERATION, ErrorKind::InconsistentAnswers, what)
}
