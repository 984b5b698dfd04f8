//! Deleting a webhook (docs/contracts/tropo.md §2.10).

use super::WebhookId;
use crate::prelude::*;

endpoint! {
    /// Deletes a webhook.
    pub struct DeleteWebhook { id: WebhookId }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.webhooks.delete", "deleted");
    DELETE "/webhooks/{id}" -> (): nothing;
    subject "{id}";

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}
