//! `tropo.addresses()`.

use trunkline_core::{Endpoint, Error, ErrorKind, PhoneNumber, Result};
use trunkline_transport::{Listing, handle};

use super::{
    Address, AttachAddress, CreateAddress, CreatedAddress, DeleteAddress, GetAddress, ListAddresses,
    ListAllAddresses, ListAvailable, LookUpAddress, MoveAddress, NewAddress,
};
use crate::applications::ApplicationId;

handle! {
    /// Addresses of applications: numbers, tokens, messenger names.
    pub struct Addresses;
}

impl Addresses {
    /// Lists the addresses of an application.
    pub fn list(&self, request: impl Into<ListAddresses>) -> Listing<ListAddresses> {
        self.0.list(request.into())
    }

    /// Lists the addresses of all applications of the account.
    pub fn list_all(&self) -> Listing<ListAllAddresses> {
        self.0.list(ListAllAddresses::new())
    }

    /// Lists phone numbers that are free.
    pub fn list_available(&self, request: impl Into<ListAvailable>) -> Listing<ListAvailable> {
        self.0.list(request.into())
    }

    /// Shows an address of an application.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the application has no such address.
    pub async fn get(&self, request: GetAddress) -> Result<Address> {
        self.0.send(request).await
    }

    /// Looks an address up without knowing its application.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none.
    pub async fn look_up(&self, request: LookUpAddress) -> Result<Address> {
        self.0.send(request).await
    }

    /// Finds an address of an application by its number, user name, PIN, token or SIP address, in any way to write it:
    /// see [`Address::is`]. `None` if the application has no such address.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is no such application.
    pub async fn find(&self, application: impl Into<ApplicationId>, value: &str) -> Result<Option<Address>> {
        let page = self.list(application.into()).page().await?;
        Ok(Address::find(&page.items, value).cloned())
    }

    /// Gives an application an address. Numbers cost money.
    ///
    /// # Errors
    /// * [`ErrorKind::InvalidInput`]: the error names the field; nothing was sent.
    /// * [`ErrorKind::NoneLeft`]: no number is free for these parameters.
    /// * [`ErrorKind::NotFound`]: there is no such application.
    ///
    /// # If the outcome is unknown
    /// It is not sent again. If the request says by what name the address will be called (a number by its digits, an account
    /// by its user name), it is looked up within the call's deadline: an address that the application has by then is returned.
    /// If it has none when the settlement window is over (30 s by default,
    /// [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)), the error says
    /// [`Applied::No`](trunkline_core::Applied::No), else [`Applied::Unknown`](trunkline_core::Applied::Unknown):
    /// [`Tropo::settle`](crate::Tropo::settle) with the same request goes on later. What a number by prefix or a token will be
    /// called nobody knows beforehand: compare what [`list`](Self::list) has now with what it had before.
    pub async fn create(&self, request: CreateAddress) -> Result<CreatedAddress> {
        self.0.send(request).await
    }

    /// Moves a phone number to an application from whichever of the account's other applications has it, in **one**
    /// request, which either happens or does not. A free number is taken, and costs money.
    ///
    /// # Errors
    /// [`ErrorKind::NoneLeft`] if the number is somebody else's or the carrier does not have it (assumed).
    ///
    /// # If the outcome is unknown
    /// As for [`create`](Self::create): it is looked up.
    pub async fn move_number(
        &self,
        to: impl Into<ApplicationId>,
        number: PhoneNumber,
    ) -> Result<CreatedAddress> {
        self.create(CreateAddress::new(to, NewAddress::number(number)))
            .await
    }

    /// Moves an address of any type from one application to another, in **four requests that are not atomic**: the two
    /// lists, taking it off, attaching it. In between nobody holds it, and a number may be taken by somebody else. For
    /// numbers [`move_number`](Self::move_number) is better.
    ///
    /// An address that is at its destination already is a success. **Calling again finishes a move that stopped
    /// half-way:** see [`MoveAddress`].
    ///
    /// # Errors
    /// The error says which application holds the address now, and how to finish; the same for programs in its source,
    /// a [`MoveStopped`](super::MoveStopped).
    ///
    /// # If the outcome is unknown
    /// Both applications are asked; calling again is safe.
    pub async fn move_address(&self, request: MoveAddress) -> Result<()> {
        request.run(self).await
    }

    /// Takes an address off an application. A number goes back to the pool.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the application has no such address.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was taken off.
    pub async fn delete(&self, request: DeleteAddress) -> Result<()> {
        self.0.send(request).await
    }

    /// Takes off an address that is known only by its value, as [`find`](Self::find) finds it: two requests.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the application has no such address.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was taken off.
    pub async fn delete_by_value(&self, application: impl Into<ApplicationId>, value: &str) -> Result<()> {
        let application = application.into();
        match self.find(&application, value).await? {
            Some(address) => self.delete(DeleteAddress::of(application, &address)).await,
            None => {
                let what = format!("no address of application {application} is called so");
                Err(Error::new(&DeleteAddress::OPERATION, ErrorKind::NotFound, what))
            }
        }
    }

    /// Gives an application an address that was taken off another one.
    ///
    /// # Errors
    /// [`ErrorKind::NoneLeft`] if somebody else has the number by now.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn attach(&self, request: AttachAddress) -> Result<()> {
        self.0.send(request).await
    }
}
