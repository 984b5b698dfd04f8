//! `tropo.webhooks()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{CreateWebhook, CreatedWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook, Webhook};

handle! {
    /// Webhooks.
    pub struct Webhooks;
}

impl Webhooks {
    /// Lists the webhooks of the account.
    pub fn list(&self, request: ListWebhooks) -> Listing<ListWebhooks> {
        self.0.list(request)
    }

    /// Shows a webhook.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetWebhook>) -> Result<Webhook> {
        self.0.send(request.into()).await
    }

    /// Creates a webhook.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::InvalidInput`] names the field before anything is sent.
    ///
    /// # If the outcome is unknown
    /// It is not sent again, and no read settles it: look for a new one in [`list`](Self::list).
    pub async fn create(&self, request: CreateWebhook) -> Result<CreatedWebhook> {
        self.0.send(request).await
    }

    /// Changes a webhook (assumed).
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: UpdateWebhook) -> Result<()> {
        self.0.send(request).await
    }

    /// Deletes a webhook.
    ///
    /// # Errors
    /// [`trunkline_core::ErrorKind::NotFound`] if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: one that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteWebhook>) -> Result<()> {
        self.0.send(request.into()).await
    }
}
