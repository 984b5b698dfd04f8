//! Changing a webhook (docs/contracts/tropo.md §2.10; assumed).

use super::webhook::joined;
use super::{WebhookEvent, WebhookId, WebhookResource};
use crate::prelude::*;

endpoint! {
    /// Changes a webhook. Only what is set is sent. No source shows this call: it is assumed by analogy.
    pub struct UpdateWebhook { id: WebhookId }
    optional {
        /// What it reports.
        event(impl Into<WebhookEvent>): WebhookEvent,
        /// Its name.
        name(impl Into<String>): String,
        /// Where it posts.
        target_url(impl Into<String>): String,
        /// What it posts besides.
        payload(impl Into<String>): String,
        /// Whether it is on.
        enabled(bool): bool,
    }
    optional in resources: Vec<WebhookResource> {}

    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.webhooks.update", "changed");
    PUT "/webhooks/{id}" -> (): nothing;
    subject "{id}";

    fn body(&self) -> Body {
        let resources = Some(&self.resources).filter(|resources| !resources.is_empty());
        JsonObject::new()
            .with_some("event", self.event.as_ref())
            .with_some("name", self.name.as_ref())
            .with_some("targetUrl", self.target_url.as_ref())
            .with_some("resource", resources.map(|resources| joined(resources)))
            .with_some("payload", self.payload.as_ref())
            .with_some("enabled", self.enabled)
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        ensure(*self != Self::new(&self.id), "targetUrl", "or something else to change must be set")
    }
}

impl UpdateWebhook {
    /// What it reports about; call it again for several.
    pub fn resource(mut self, resource: impl Into<WebhookResource>) -> Self {
        self.resources.push(resource.into());
        self
    }
}
