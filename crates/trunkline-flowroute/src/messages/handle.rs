//! `flowroute.messages()`.

use trunkline_core::Result;
use trunkline_transport::{Listing, handle};

use super::{GetMessage, ListMessages, Message, SendMessage, SentMessage};

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
}
