//! Creating a webhook, of the account or of one application (docs/contracts/tropo.md §2.10).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{DecodeError, Path};

use super::webhook::joined;
use super::{WebhookEvent, WebhookId, WebhookResource};
use crate::applications::ApplicationId;
use crate::prelude::*;

/// Lets the carrier post to your program when something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CreateWebhook {
    application: Option<ApplicationId>,
    event: WebhookEvent,
    name: Option<String>,
    target_url: String,
    resources: Vec<WebhookResource>,
    payload: Option<String>,
    enabled: Option<bool>,
}

impl CreateWebhook {
    /// Posts to `target_url` when `event` happens to `resource`.
    pub fn new(
        event: impl Into<WebhookEvent>,
        resource: impl Into<WebhookResource>,
        target_url: impl Into<String>,
    ) -> Self {
        Self {
            application: None,
            event: event.into(),
            name: None,
            target_url: target_url.into(),
            resources: vec![resource.into()],
            payload: None,
            enabled: None,
        }
    }

    /// And when it happens to this.
    pub fn resource(mut self, resource: impl Into<WebhookResource>) -> Self {
        self.resources.push(resource.into());
        self
    }

    /// Only for this application.
    pub fn of_application(mut self, application: impl Into<ApplicationId>) -> Self {
        self.application = Some(application.into());
        self
    }

    /// Its name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What it posts besides.
    pub fn payload(mut self, payload: impl Into<String>) -> Self {
        self.payload = Some(payload.into());
        self
    }

    /// Whether it is on, which it is by default.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = Some(enabled);
        self
    }
}

/// A webhook that was just created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CreatedWebhook {
    /// Its id.
    pub id: WebhookId,
    /// Its link.
    pub href: Href,
}

// By hand, because the two paths have nothing but the last segment in common.
impl Endpoint for CreateWebhook {
    // Nothing keeps two alike apart: a second request posts everything twice.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.webhooks.create", "created");
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/webhooks/";
    type Output = CreatedWebhook;

    fn path(&self, path: &mut Path) {
        match &self.application {
            Some(application) => path.write(format_args!("/applications/{}/webhooks", Segment(application))),
            None => path.write(format_args!("/webhooks/")),
        };
    }

    fn body(&self) -> Body {
        JsonObject::new()
            .with("event", &self.event)
            .with_some("name", self.name.as_ref())
            .with("targetUrl", &self.target_url)
            .with("resource", joined(&self.resources))
            .with_some("payload", self.payload.as_ref())
            .with_some("enabled", self.enabled)
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        required("event", self.event.as_str())?;
        let mut resources = self.resources.iter();
        resources.try_for_each(|resource| required("resource", resource.as_str()))?;
        required("targetUrl", &self.target_url)
    }

    fn parse(response: &Response<Bytes>) -> Result<CreatedWebhook, DecodeError> {
        created(response).map(|(id, href)| CreatedWebhook { id, href })
    }

    fn subject(&self) -> Option<String> {
        Some(format!("for {}", self.event))
    }

    fn recovery_hint(&self) -> Option<String> {
        let event = &self.event;
        Some(format!(
            "check webhooks.list for a new one for {event} before creating it again"
        ))
    }
}
