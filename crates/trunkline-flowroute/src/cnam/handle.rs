//! `flowroute.cnam()`.

use trunkline_core::{Applied, Result};
use trunkline_transport::Listing;

use super::{
    AssociateCnam, Cnam, CnamAssociation, CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam,
    UpdateCnam,
};
use crate::Flowroute;
use trunkline_transport::reconcile::{Truth, truth, written};

/// Caller names.
#[derive(Clone, Copy, Debug)]
pub struct CnamApi<'a>(pub(crate) &'a Flowroute);

impl CnamApi<'_> {
    /// Lists the caller names of the account.
    pub fn list(&self, request: impl Into<ListCnams>) -> Listing<ListCnams> {
        self.0.list(request.into())
    }

    /// Shows a caller name: whether it is approved, and which numbers use it.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetCnam>) -> Result<Cnam> {
        self.0.send(request.into()).await
    }

    /// Hands a caller name in for review: once, whatever the network does.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::Conflict`] if the account has it already,
    /// [`trunkline_core::ErrorKind::InsufficientFunds`] if the balance does not cover an association.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the list is searched for the name: if it is there, it is returned as created; if not,
    /// after a few seconds, it was not created, and the error says so ([`Applied::No`]). If the list cannot be read,
    /// the outcome remains unknown. The creation itself is never sent again.
    pub async fn create(&self, request: impl Into<CreateCnam>) -> Result<Cnam> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(record) => Ok(record),
            Err(error) => written(error, || self.made(&request)).await,
        }
    }

    /// Changes a caller name that is not approved yet.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none, [`trunkline_core::ErrorKind::Forbidden`] if it is
    /// approved.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateCnam>) -> Result<Cnam> {
        self.0.send(request.into()).await
    }

    /// Deletes a caller name, and takes it from all numbers that use it.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: a name that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteCnam>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Shows an approved caller name when a number calls: `associate((number, id))`. It is charged once.
    ///
    /// # Errors
    /// * [`trunkline_core::ErrorKind::NotFound`]: the number is not on the account, or there is no such name.
    /// * [`trunkline_core::ErrorKind::InsufficientFunds`]: the balance does not cover it.
    /// * [`trunkline_core::ErrorKind::Rejected`]: the name is not approved, or the number is toll-free.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the number is looked at: if it has the name, the association is returned, without its
    /// date. If it does not, the outcome remains unknown, because the carrier may take days to show it. The association
    /// itself is never sent again.
    pub async fn associate(&self, request: impl Into<AssociateCnam>) -> Result<CnamAssociation> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(association) => Ok(association),
            Err(error) => match truth(error, || self.associated(&request)).await {
                Truth::Done(association) => Ok(association),
                Truth::Absent(error) if error.applied() == Applied::Unknown => Err(error.with_hint(format!(
                    "looked at the number: it does not have the name (yet), which can take days; check numbers.get {} \
                     before associating again",
                    request.number()
                ))),
                Truth::Absent(error) | Truth::Open(error) => Err(error),
            },
        }
    }

    /// Takes a number's caller name away.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn unassociate(&self, request: impl Into<UnassociateCnam>) -> Result<CnamAssociation> {
        self.0.send(request.into()).await
    }

    /// The record that `request` makes, from the list.
    async fn made(&self, request: &CreateCnam) -> Result<Option<Cnam>> {
        let mut records = self.list(ListCnams::new().value(request.value())).items();
        let mut doubt = None;
        loop {
            match records.try_next().await {
                Ok(Some(record)) if request.made(&record) => return Ok(Some(record)),
                Ok(Some(_)) => {}
                Ok(None) => return doubt.map_or(Ok(None), Err),
                Err(error) => doubt = Some(error),
            }
        }
    }

    /// The association that `request` makes, from the number.
    async fn associated(&self, request: &AssociateCnam) -> Result<Option<CnamAssociation>> {
        let number = self.0.numbers().get(request.number()).await?;
        let preset = number
            .relationships
            .and_then(|relationships| relationships.cnam_preset);
        let ours = preset.filter(|preset| preset.id == *request.id());
        Ok(ours.map(|preset| CnamAssociation {
            cnam: Some(preset.id),
            created: None,
        }))
    }
}
