//! `flowroute.numbers()`.

use trunkline_core::{Applied, Error, ErrorKind, PhoneNumber, Result};
use trunkline_transport::Listing;

use super::{
    GetNumber, ListAreaCodes, ListExchanges, ListNumbers, OwnedNumber, Purchase, Release, SearchNumbers,
    UpdateNumber,
};
use crate::Flowroute;
use trunkline_transport::reconcile::{Truth, truth};

/// Phone numbers, for sale and owned.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a>(pub(crate) &'a Flowroute);

impl Numbers<'_> {
    /// Lists the area codes that have numbers for sale.
    pub fn area_codes(&self, request: impl Into<ListAreaCodes>) -> Listing<ListAreaCodes> {
        self.0.list(request.into())
    }

    /// Lists the exchanges that have numbers for sale.
    pub fn exchanges(&self, request: impl Into<ListExchanges>) -> Listing<ListExchanges> {
        self.0.list(request.into())
    }

    /// Searches the numbers that are for sale.
    pub fn search(&self, request: impl Into<SearchNumbers>) -> Listing<SearchNumbers> {
        self.0.list(request.into())
    }

    /// Buys a number: once, whatever the network does.
    ///
    /// # Errors
    /// * [`ErrorKind::NotForSale`]: it is not for sale (any more); nothing was bought.
    /// * [`ErrorKind::Conflict`]: it is on your account already; nothing was bought now.
    /// * [`ErrorKind::InsufficientFunds`]: the balance must cover the setup cost and the first month.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the carrier is asked: a number that is on the account is returned as bought; one that is
    /// not on the account and still for sale was not bought, and the error says so ([`Applied::No`]). Only if both
    /// cannot be told within a few seconds the error remains [`Applied::Unknown`]. The purchase itself is never sent
    /// again.
    pub async fn purchase(&self, request: impl Into<Purchase>) -> Result<OwnedNumber> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(owned) => Ok(owned),
            Err(error) if error.kind() == ErrorKind::NotForSale => {
                Err(self.ours_already(&request, error).await)
            }
            Err(error) => self.bought_or_not(&request, error).await,
        }
    }

    /// Lists the numbers on the account.
    pub fn list(&self, request: impl Into<ListNumbers>) -> Listing<ListNumbers> {
        self.0.list(request.into())
    }

    /// Shows a number on the account and what is attached to it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if it is not on the account.
    pub async fn get(&self, request: impl Into<GetNumber>) -> Result<OwnedNumber> {
        self.0.send(request.into()).await
    }

    /// Shows a number, or `None` if it is not on the account.
    ///
    /// # Errors
    /// Everything but [`ErrorKind::NotFound`].
    pub async fn find(&self, request: impl Into<GetNumber>) -> Result<Option<OwnedNumber>> {
        match self.get(request).await {
            Ok(owned) => Ok(Some(owned)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Changes a number's alias, its look-ups of callers' names, or its use for messages.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if it is not on the account.
    pub async fn update(&self, request: impl Into<UpdateNumber>) -> Result<OwnedNumber> {
        self.0.send(request.into()).await
    }

    /// Releases a number; it cannot be taken back.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if it is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: a number that is gone by then was released.
    pub async fn release(&self, request: impl Into<Release>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// "Not for sale" is also the answer to whoever owns it already, and that caller must not buy a second one.
    async fn ours_already(&self, request: &Purchase, error: Error) -> Error {
        match self.find(request.number()).await {
            Ok(Some(_)) => Error::new(
                &<Purchase as trunkline_core::Endpoint>::OPERATION,
                ErrorKind::Conflict,
                "it is on this account already",
            )
            .with_subject(Some(request.number().to_string())),
            Ok(None) => error,
            Err(_) => {
                error.with_hint("could not check whether it is on this account already: see numbers.get")
            }
        }
    }

    async fn bought_or_not(&self, request: &Purchase, error: Error) -> Result<OwnedNumber> {
        let number = request.number();
        match truth(error, || self.find(number)).await {
            Truth::Done(owned) => Ok(owned),
            Truth::Open(error) => Err(error),
            Truth::Absent(error) => Err(self.absent(number, error).await),
        }
    }

    /// The number is not on the account. Only if it is still for sale as well, it was certainly not bought.
    async fn absent(&self, number: PhoneNumber, error: Error) -> Error {
        match self.is_for_sale(number).await {
            Ok(true) if error.applied() == Applied::Unknown => error.with_applied(Applied::No).with_hint(
                "asked the carrier: it is not on the account and still for sale; buying it again is safe",
            ),
            Ok(_) => error.with_hint(format!(
                "asked the carrier, and its answers contradict each other; check numbers.get {number} before buying"
            )),
            Err(_) => error.with_hint(format!(
                "it is not on the account, but whether it is still for sale could not be asked; check numbers.get {number} before buying"
            )),
        }
    }

    async fn is_for_sale(&self, number: PhoneNumber) -> Result<bool> {
        let offers = self.search(SearchNumbers::new().exactly(number)).page().await?;
        Ok(offers.iter().any(|offer| offer.number == number))
    }
}
