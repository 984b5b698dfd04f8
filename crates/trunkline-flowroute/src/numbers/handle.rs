//! `flowroute.numbers()`.

use trunkline_core::{ConfirmedBy, Page, PhoneNumber, Reader, Result};
use trunkline_transport::{Listing, handle};

use super::{
    GetNumber, GetNumbers, ListAreaCodes, ListExchanges, ListNumbers, ListTiers, OwnedNumber, Purchase,
    Purchased, Release, SearchNumbers, SetNumberCallback, UpdateNumber, Updated,
};
use crate::messages::CallbackType;

handle! {
    /// Phone numbers, for sale and owned.
    pub struct Numbers;
}

impl Numbers {
    /// Lists the area codes that have numbers for sale.
    pub fn area_codes(&self, request: impl Into<ListAreaCodes>) -> Listing<ListAreaCodes> {
        self.0.list(request.into())
    }

    /// Lists the exchanges that have numbers for sale.
    pub fn exchanges(&self, request: impl Into<ListExchanges>) -> Listing<ListExchanges> {
        self.0.list(request.into())
    }

    /// Lists the pricing tiers that have numbers for sale.
    pub fn tiers(&self, request: impl Into<ListTiers>) -> Listing<ListTiers> {
        self.0.list(request.into())
    }

    /// Searches the numbers that are for sale.
    pub fn search(&self, request: impl Into<SearchNumbers>) -> Listing<SearchNumbers> {
        self.0.list(request.into())
    }

    /// Buys a number: once, whatever the network does.
    ///
    /// # Errors
    /// * [`NotForSale`](trunkline_core::ErrorKind::NotForSale): it is not for sale (any more); nothing was bought.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict): it is on your account already; nothing was bought now.
    /// * [`InsufficientFunds`](trunkline_core::ErrorKind::InsufficientFunds): the balance must cover the setup cost and
    ///   the first month.
    ///
    /// # If the outcome is unknown
    /// The purchase is never sent again. Within the call's deadline the carrier is asked: a number that is on the
    /// account is returned, [confirmed by look-up](trunkline_core::ConfirmedBy::LookUp): found after a lost reply; it
    /// may have been on the account before, or bought by another process of yours. The error says [`Applied::No`](trunkline_core::Applied::No) only once the number
    /// has been absent from the account for the whole settlement window (30 s after the lost reply by default; see
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)) and is still for sale.
    /// Else it says [`Applied::Unknown`](trunkline_core::Applied::Unknown), and [`settle`](crate::Flowroute::settle)
    /// with the same request goes on asking later.
    pub async fn purchase(&self, request: impl Into<Purchase>) -> Result<Purchased> {
        self.0.send(request.into()).await
    }

    /// Lists the numbers on the account.
    pub fn list(&self, request: impl Into<ListNumbers>) -> Listing<ListNumbers> {
        self.0.list(request.into())
    }

    /// Shows a number on the account and what is attached to it.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if it is not on the account.
    pub async fn get(&self, request: impl Into<GetNumber>) -> Result<OwnedNumber> {
        self.0.send(request.into()).await
    }

    /// Shows a number, or `None` if it is not on the account.
    ///
    /// # Errors
    /// Everything but [`NotFound`](trunkline_core::ErrorKind::NotFound).
    pub async fn find(&self, request: impl Into<GetNumber>) -> Result<Option<OwnedNumber>> {
        Reader::get(&self.0, request.into()).await
    }

    /// Shows many numbers on the account at once; those of somebody else's are left out.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn details(&self, request: impl Into<GetNumbers>) -> Result<Page<OwnedNumber>> {
        self.0.send(request.into()).await
    }

    /// Says where to post events of one type about one number.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if it is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_callback(
        &self,
        number: impl Into<PhoneNumber>,
        kind: CallbackType,
        url: impl Into<String>,
    ) -> Result<()> {
        self.0.send(SetNumberCallback::new(number, kind, url)).await
    }

    /// Changes a number's alias, its look-ups of callers' names, or its use for messages.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if it is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateNumber>) -> Result<Updated> {
        self.0.send(request.into()).await
    }

    /// Releases a number; it cannot be taken back.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if it is not on the account.
    ///
    /// # If the outcome is unknown
    /// It is never sent again: the number may be for sale by then, and bought by a colleague. It is looked up instead: a
    /// number that is gone is released, [confirmed by look-up](trunkline_core::ConfirmedBy::LookUp) (it may have been gone
    /// before). One that is still on the account when the settlement window is over was not released, or was bought again.
    pub async fn release(&self, request: impl Into<Release>) -> Result<ConfirmedBy> {
        self.0.send(request.into()).await
    }
}
