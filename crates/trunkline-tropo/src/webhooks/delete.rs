//! `DELETE webhooks/{id}` (docs/contracts/tropo.md §2.10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::WebhookId;
use crate::TROPO;
use crate::response::nothing;

/// Deletes a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteWebhook {
    id: WebhookId,
}

impl DeleteWebhook {
    /// Deletes the webhook `id`.
    pub fn new(id: impl Into<WebhookId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<WebhookId>> From<I> for DeleteWebhook {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for DeleteWebhook {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.webhooks.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("webhooks").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
