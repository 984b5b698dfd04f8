//! `GET webhooks/[?event=…&resource=…]` (docs/contracts/tropo.md §2.10).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, Query};

use super::{Webhook, WebhookEvent, WebhookResource};
use crate::TROPO;
use crate::response::{many, whole_list};

/// Lists the webhooks of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListWebhooks {
    event: Option<WebhookEvent>,
    resource: Option<WebhookResource>,
}

impl ListWebhooks {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those that report this.
    pub fn event(mut self, event: impl Into<WebhookEvent>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// Only those that report about this.
    pub fn resource(mut self, resource: impl Into<WebhookResource>) -> Self {
        self.resource = Some(resource.into());
        self
    }
}

whole_list!(ListWebhooks, Webhook);

impl Endpoint for ListWebhooks {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.webhooks.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Webhook>;

    fn path(&self, path: &mut Path) {
        path.push("webhooks").trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        query
            .push_some("event", self.event.as_ref())
            .push_some("resource", self.resource.as_ref());
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
