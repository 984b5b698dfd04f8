//! `tropo.applications()`.

use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Serialize, Serializer};
use trunkline_core::{Page, Reader, Result};
use trunkline_transport::{Listing, handle};

use super::{
    Application, CreateApplication, CreatedApplication, DeleteApplication, GetApplication, ListApplications,
    UpdateApplication,
};
use crate::addresses::{Address, ListAddresses};

/// How many lists of addresses are asked for at once.
const AT_ONCE: usize = 16;

handle! {
    /// Applications.
    pub struct Applications;
}

/// An application and the addresses by which it is reached.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ApplicationWithAddresses {
    /// The application.
    pub application: Application,
    /// Its addresses, and those that could not be read, which are not serialized.
    #[serde(serialize_with = "readable")]
    pub addresses: Page<Address>,
}

fn readable<S: Serializer>(addresses: &Page<Address>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    addresses.items.serialize(serializer)
}

impl Applications {
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
        let found = stream::iter(applications.items)
            .map(|application| self.with_addresses(application))
            .buffered(AT_ONCE)
            .try_filter_map(|found| async { Ok(found) })
            .try_collect()
            .await?;
        let mut page = Page::new(found, applications.links);
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
        self.0.get(request.into()).await
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
        let addresses = self.0.get(ListAddresses::new(&application.id)).await?;
        Ok(addresses.map(|addresses| ApplicationWithAddresses {
            application,
            addresses,
        }))
    }
}
