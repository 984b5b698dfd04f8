//! `PUT webhooks/{id}` (docs/contracts/tropo.md §2.10; assumed).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure};

use super::webhook::joined;
use super::{WebhookEvent, WebhookId, WebhookResource};
use crate::TROPO;
use crate::response::{body, nothing};

/// Changes a webhook. Only what is set is sent. No source shows this call: it is assumed by analogy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct UpdateWebhook {
    #[serde(skip)]
    id: WebhookId,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<WebhookEvent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_url: Option<Box<str>>,
    #[serde(
        rename = "resource",
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "joined"
    )]
    resources: Vec<WebhookResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
}

impl UpdateWebhook {
    /// Changes the webhook `id`; say what with the setters.
    pub fn new(id: impl Into<WebhookId>) -> Self {
        Self {
            id: id.into(),
            event: None,
            name: None,
            target_url: None,
            resources: Vec::new(),
            payload: None,
            enabled: None,
        }
    }

    /// What it reports.
    pub fn event(mut self, event: impl Into<WebhookEvent>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// What it reports about; call it again for several.
    pub fn resource(mut self, resource: impl Into<WebhookResource>) -> Self {
        self.resources.push(resource.into());
        self
    }

    /// Where it posts.
    pub fn target_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.target_url = Some(url.into());
        self
    }

    /// Its name.
    pub fn name(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What it posts besides.
    pub fn payload(mut self, payload: impl Into<Box<str>>) -> Self {
        self.payload = Some(payload.into());
        self
    }

    /// Whether it is on.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = Some(enabled);
        self
    }
}

impl Endpoint for UpdateWebhook {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.webhooks.update", "changed");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("webhooks").push(&self.id);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            *self != Self::new(&self.id),
            "targetUrl",
            "or something else to change must be set",
        )
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
