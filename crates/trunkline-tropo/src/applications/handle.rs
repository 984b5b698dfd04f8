//! `tropo.applications()`.

use trunkline_core::{Error, Page, Result};
use trunkline_transport::Listing;

use super::{
    Application, CreateApplication, CreatedApplication, DeleteApplication, GetApplication, ListApplications,
    UpdateApplication,
};
use crate::Tropo;
use crate::addresses::{Address, ListAddresses};
use crate::concurrent::each;

/// How many lists of addresses are asked for at once.
const AT_ONCE: usize = 16;

/// Applications.
#[derive(Clone, Copy, Debug)]
pub struct Applications<'a>(pub(crate) &'a Tropo);

/// An application and the addresses by which it is reached.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ApplicationWithAddresses {
    /// The application.
    pub application: Application,
    /// Its addresses, and those that could not be read.
    pub addresses: Page<Address>,
}

impl Applications<'_> {
    /// Lists the applications of the account.
    pub fn list(&self) -> Listing<ListApplications> {
        self.0.list(ListApplications::new())
    }

    /// Lists the applications of the account with their addresses: one request for the applications, and one for each
    /// of them, at most 16 at once. An application that is deleted meanwhile is left out.
    ///
    /// # Errors
    /// The first one of any of the requests.
    pub async fn list_with_addresses(&self) -> Result<Page<ApplicationWithAddresses>> {
        let applications = self.list().page().await?;
        let found = each(applications.items, AT_ONCE, |application| {
            self.with_addresses(application)
        })
        .await?;
        let mut page = Page::new(found.into_iter().flatten().collect(), applications.links);
        page.unreadable = applications.unreadable;
        Ok(page)
    }

    /// Shows an application.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetApplication>) -> Result<Application> {
        self.0.send(request.into()).await
    }

    /// Shows an application, or `None` if there is none.
    ///
    /// # Errors
    /// Everything but [`trunkline_core::ErrorKind::NotFound`].
    pub async fn find(&self, request: impl Into<GetApplication>) -> Result<Option<Application>> {
        found(self.get(request).await)
    }

    /// Shows an application with its addresses, in two requests.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    pub async fn get_with_addresses(
        &self,
        request: impl Into<GetApplication>,
    ) -> Result<ApplicationWithAddresses> {
        let application = self.get(request).await?;
        let addresses = self.0.list(ListAddresses::new(&application.id)).page().await?;
        Ok(ApplicationWithAddresses {
            application,
            addresses,
        })
    }

    /// Creates an application. It has addresses from the start.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::InvalidInput`] names the field before anything is sent.
    ///
    /// # If the outcome is unknown
    /// It is not sent again, and no read settles it, because names need not be unique: look for a new one of that name
    /// in [`list`](Self::list).
    pub async fn create(&self, request: impl Into<CreateApplication>) -> Result<CreatedApplication> {
        self.0.send(request.into()).await
    }

    /// Changes an application.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: UpdateApplication) -> Result<()> {
        self.0.send(request).await
    }

    /// Deletes an application and all its addresses.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteApplication>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// `None` if the application is gone by now.
    async fn with_addresses(&self, application: Application) -> Result<Option<ApplicationWithAddresses>> {
        let addresses = found(self.0.list(ListAddresses::new(&application.id)).page().await)?;
        Ok(addresses.map(|addresses| ApplicationWithAddresses {
            application,
            addresses,
        }))
    }
}

/// `None` in place of "not found".
pub(crate) fn found<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if Error::is_not_found(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
