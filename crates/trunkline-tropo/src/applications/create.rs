//! `POST applications` (docs/contracts/tropo.md §2.5, A3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::{ApplicationId, Partition, Platform};
use crate::response::{id_of, link};
use crate::format::Fields;
use crate::rules::required;
use crate::{Format, Href, TROPO};

/// Creates an application. It has addresses from the start: a `sip` and a `skype` one on a PIN of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CreateApplication {
    name: Box<str>,
    voice_url: Option<Box<str>>,
    messaging_url: Option<Box<str>>,
    platform: Option<Platform>,
    partition: Option<Partition>,
    environment: Option<Href>,
    api_type: Option<Platform>,
    format: Format,
}

impl CreateApplication {
    /// An application with this name, by default `scripting` on `staging`, which the carrier decides.
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self {
            name: name.into(),
            voice_url: None,
            messaging_url: None,
            platform: None,
            partition: None,
            environment: None,
            api_type: None,
            format: Format::Json,
        }
    }

    /// What answers calls: the URL of a script, or of your program. Any text is sent as it is.
    pub fn voice_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.voice_url = Some(url.into());
        self
    }

    /// What answers messages.
    pub fn messaging_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.messaging_url = Some(url.into());
        self
    }

    /// What runs it: scripting or webapi.
    pub fn platform(mut self, platform: impl Into<Platform>) -> Self {
        self.platform = Some(platform.into());
        self
    }

    /// Where it runs: staging or production.
    pub fn partition(mut self, partition: impl Into<Partition>) -> Self {
        self.partition = Some(partition.into());
        self
    }

    /// Later accounts: the link of an environment, in place of the partition.
    pub fn environment(mut self, environment: impl Into<Href>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Later accounts: in place of the platform.
    pub fn api_type(mut self, api_type: impl Into<Platform>) -> Self {
        self.api_type = Some(api_type.into());
        self
    }

    /// How the request is written; JSON by default.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }
}

impl From<&str> for CreateApplication {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// An application that was just created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedApplication {
    /// Its id.
    pub id: ApplicationId,
    /// Its link.
    pub href: Href,
}

impl Endpoint for CreateApplication {
    // Names need not be unique, so a second request makes a second application.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.applications.create", "created");
    const METHOD: Method = Method::POST;
    type Output = CreatedApplication;

    fn path(&self, path: &mut Path) {
        path.push("applications");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Fields::new("application")
            .with("name", Some(&self.name))
            .with("voiceUrl", self.voice_url.as_deref())
            .with("messagingUrl", self.messaging_url.as_deref())
            .with("platform", self.platform.as_ref().map(Platform::as_str))
            .with("partition", self.partition.as_ref().map(Partition::as_str))
            .with("environment", self.environment.as_ref().map(Href::as_str))
            .with("apiType", self.api_type.as_ref().map(Platform::as_str))
            .content(self.format)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("name", &self.name)?;
        if let Some(platform @ Platform::Other(_)) = &self.platform {
            return Err(ValidationError::new("platform", "must be 'scripting' or 'webapi'").got(platform));
        }
        if let Some(partition @ Partition::Other(_)) = &self.partition {
            return Err(
                ValidationError::new("partition", "must be 'staging' or 'production'").got(partition),
            );
        }
        Ok(())
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        let href = link(response)?;
        Ok(CreatedApplication {
            id: id_of(&href)?,
            href,
        })
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{:?}", self.name))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check applications.list for a new one called {:?} before creating it again",
            self.name
        ))
    }
}
