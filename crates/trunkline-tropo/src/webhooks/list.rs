//! Listing the webhooks of the account (docs/contracts/tropo.md §2.10).

use super::{Webhook, WebhookEvent, WebhookResource};
use crate::prelude::*;

endpoint! {
    /// Lists the webhooks of the account.
    #[derive(Default)]
    pub struct ListWebhooks {}
    optional {
        /// Only those that report this.
        event(impl Into<WebhookEvent>): WebhookEvent,
        /// Only those that report about this.
        resource(impl Into<WebhookResource>): WebhookResource,
    }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.webhooks.list");
    GET "/webhooks/" -> Page<Webhook>: many;
    list(paging: SinglePage) Webhook, key () = |_| None;

    fn query(&self, query: &mut Query) {
        query.push_some("event", self.event.as_ref()).push_some("resource", self.resource.as_ref());
    }
}
