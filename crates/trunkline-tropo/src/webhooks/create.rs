//! `POST webhooks/` and `POST applications/{id}/webhooks` (docs/contracts/tropo.md §2.10).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure};

use super::webhook::joined;
use super::{WebhookEvent, WebhookId, WebhookResource};
use crate::response::{body, id_of, link};
use crate::applications::ApplicationId;
use crate::rules::required;
use crate::{Href, TROPO};

/// Lets the carrier post to your program when something happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct CreateWebhook {
    #[serde(skip)]
    application: Option<ApplicationId>,
    event: WebhookEvent,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Box<str>>,
    target_url: Box<str>,
    #[serde(rename = "resource", serialize_with = "joined")]
    resources: Vec<WebhookResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
}

impl CreateWebhook {
    /// Posts to `target_url` when `event` happens to `resource`.
    pub fn new(
        event: impl Into<WebhookEvent>,
        resource: impl Into<WebhookResource>,
        target_url: impl Into<Box<str>>,
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
    pub fn name(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What it posts besides.
    pub fn payload(mut self, payload: impl Into<Box<str>>) -> Self {
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedWebhook {
    /// Its id.
    pub id: WebhookId,
    /// Its link.
    pub href: Href,
}

impl Endpoint for CreateWebhook {
    // Nothing keeps two alike apart: a second request posts everything twice.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.webhooks.create", "created");
    const METHOD: Method = Method::POST;
    type Output = CreatedWebhook;

    fn path(&self, path: &mut Path) {
        match &self.application {
            Some(application) => path.push("applications").push(application).push("webhooks"),
            None => path.push("webhooks").trailing_slash(),
        };
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("event", self.event.as_str())?;
        let words = self
            .resources
            .iter()
            .all(|resource| !resource.as_str().trim().is_empty());
        ensure(words, "resource", "is a required parameter")?;
        required("targetUrl", &self.target_url)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        let href = link(response)?;
        Ok(CreatedWebhook {
            id: id_of(&href)?,
            href,
        })
    }

    fn subject(&self) -> Option<String> {
        Some(format!("for {}", self.event))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check webhooks.list for a new one for {} before creating it again",
            self.event
        ))
    }
}
