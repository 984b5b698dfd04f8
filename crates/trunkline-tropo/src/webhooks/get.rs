//! `GET webhooks/{id}` (docs/contracts/tropo.md §2.10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{Webhook, WebhookId};
use crate::TROPO;
use crate::response::one;

/// Shows a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetWebhook {
    id: WebhookId,
}

impl GetWebhook {
    /// Shows the webhook `id`.
    pub fn new(id: impl Into<WebhookId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<WebhookId>> From<I> for GetWebhook {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetWebhook {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.webhooks.get");
    const METHOD: Method = Method::GET;
    type Output = Webhook;

    fn path(&self, path: &mut Path) {
        path.push("webhooks").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
