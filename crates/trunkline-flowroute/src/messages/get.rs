//! `GET /v2.1/messages/{id}` (docs/contracts/flowroute-v2.md §2.7, M3).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{DecodeError, Endpoint, Operation, Path, ValidationError, ensure, json};

use super::{Media, Message, MessageId};
use crate::FLOWROUTE;

/// Looks one message up. A message may take a few seconds to appear after it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetMessage {
    id: MessageId,
}

impl GetMessage {
    /// Looks `id` up: the full id, with its prefix `mdr2-`.
    pub fn new(id: impl Into<MessageId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<MessageId>> From<I> for GetMessage {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetMessage {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.messages.get");
    const METHOD: Method = Method::GET;
    type Output = Message;

    fn path(&self, path: &mut Path) {
        path.push("v2.1").push("messages").push(&self.id);
    }

    /// Callbacks live under the same path: an id without the prefix could name one of them.
    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            self.id.as_str().starts_with("mdr"),
            "id",
            "must be a message id with its prefix, such as mdr2-39ca…",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        #[derive(Deserialize)]
        struct Body {
            data: Message,
            #[serde(default)]
            included: Vec<Value>,
        }
        let Body { mut data, included } = json(response.body())?;
        data.media = included.iter().filter_map(Media::from_included).collect();
        Ok(data)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
