//! `flowroute.messages()`.

use trunkline_core::{Reader, Result};
use trunkline_transport::{Listing, handle};

use super::{
    Callback, DeleteCallback, DownloadMedia, GetCallback, GetMedia, GetMessage, GetProvisioning,
    ListMessages, Media, Message, ProvisionMessaging, ProvisioningTask, SendMessage, SentMessage,
    SetCallback,
};

handle! {
    /// SMS and MMS.
    pub struct Messages;
}

impl Messages {
    /// Sends a message. Accepted does not mean delivered: follow it with [`get`](Self::get).
    ///
    /// # Errors
    /// [`Forbidden`](trunkline_core::ErrorKind::Forbidden) if the sender is not on the account or not enabled for
    /// messages, [`Rejected`](trunkline_core::ErrorKind::Rejected) if a file cannot be fetched or is too large.
    ///
    /// # If the outcome is unknown
    /// The message may have gone out. It is never sent again by itself, and no read proves that it was not sent: look
    /// at [`list`](Self::list) of the last minutes, then decide.
    pub async fn send(&self, message: impl Into<SendMessage>) -> Result<SentMessage> {
        self.0.send(message.into()).await
    }

    /// Looks one message up.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none, or none yet.
    pub async fn get(&self, request: impl Into<GetMessage>) -> Result<Message> {
        self.0.send(request.into()).await
    }

    /// Lists the messages of a span of time.
    pub fn list(&self, request: impl Into<ListMessages>) -> Listing<ListMessages> {
        self.0.list(request.into())
    }

    /// Shows name, type, size and address of a file of an MMS.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn media(&self, request: impl Into<GetMedia>) -> Result<Media> {
        self.0.send(request.into()).await
    }

    /// Downloads a file of an MMS; how many bytes that is. It is never in memory as a whole, no credentials go to where it
    /// is stored, and what breaks is taken up again.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): it is gone.
    /// * [`File`](trunkline_core::ErrorKind::File): the file exists, or cannot be written.
    pub async fn download(&self, download: DownloadMedia) -> Result<u64> {
        download.fetch(&self.0).await
    }

    /// Says where to post events of one type: inbound messages, or receipts of sent ones.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_callback(&self, request: impl Into<SetCallback>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Shows where events of one type are posted; `None` if that is not set.
    ///
    /// # Errors
    /// Everything but [`NotFound`](trunkline_core::ErrorKind::NotFound).
    pub async fn callback(&self, request: impl Into<GetCallback>) -> Result<Option<Callback>> {
        let callback: Option<Callback> = Reader::get(&self.0, request.into()).await?;
        Ok(callback.filter(|callback| callback.url.is_some()))
    }

    /// Stops posting events of one type, but for numbers with a callback of their own.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn delete_callback(&self, request: impl Into<DeleteCallback>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Enables numbers for messages, or disables them. The carrier takes a while: follow it with
    /// [`provisioning`](Self::provisioning).
    ///
    /// # Errors
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if a value is refused. A number that is not on the account is
    /// no error, but `failed` in the task.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn provision(&self, request: impl Into<ProvisionMessaging>) -> Result<ProvisioningTask> {
        self.0.send(request.into()).await
    }

    /// Shows how far the carrier is with enabling or disabling numbers.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is no such task.
    pub async fn provisioning(&self, request: impl Into<GetProvisioning>) -> Result<ProvisioningTask> {
        self.0.send(request.into()).await
    }
}
