//! Showing a webhook (docs/contracts/tropo.md §2.10).

use super::{Webhook, WebhookId};
use crate::prelude::*;

endpoint! {
    /// Shows a webhook.
    pub struct GetWebhook { id: WebhookId }

    OPERATION = Operation::read(&TROPO, "tropo.v1.webhooks.get");
    GET "/webhooks/{id}" -> Webhook: one;
    subject "{id}";
}
