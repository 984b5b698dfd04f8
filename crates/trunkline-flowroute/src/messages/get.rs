//! Showing a message (docs/contracts/flowroute-v2.md §2.7, M3).

use super::message::message;
use super::version::Api;
use super::{Message, MessageId, MessagesVersion};
use crate::prelude::*;

endpoint! {
    /// Looks one message up, by its full id, with its prefix `mdr2-`. A message may take a few seconds to appear after
    /// it was sent.
    pub struct GetMessage { id: MessageId }
    optional in api: Api {
        /// Through which version to ask; by default v2.1.
        version(MessagesVersion),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.messages.get");
    GET "/{api}/messages/{id}" -> Message: message;
    subject "{id}";

    /// Callbacks live under the same path: an id without the prefix could name one of them.
    fn validate(&self) -> Valid {
        let is_message = self.id.as_str().starts_with("mdr");
        ensure(is_message, "id", "must be a message id with its prefix, such as mdr2-39ca…")
    }
}
