//! `PUT applications/{id}` (docs/contracts/tropo.md §2.5, A4).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError, ensure};

use super::{ApplicationId, Partition, Platform};
use crate::TROPO;
use crate::response::{body, nothing};
use crate::rules::required;

/// Changes an application. Only what is set is sent; the rest stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct UpdateApplication {
    #[serde(skip)]
    id: ApplicationId,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Box<str>>,
    // The inner `None` is sent as `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_url: Option<Option<Box<str>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messaging_url: Option<Option<Box<str>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<Platform>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition: Option<Partition>,
}

impl UpdateApplication {
    /// Changes the application `id`; say what with the setters.
    pub fn new(id: impl Into<ApplicationId>) -> Self {
        Self {
            id: id.into(),
            name: None,
            voice_url: None,
            messaging_url: None,
            platform: None,
            partition: None,
        }
    }

    /// Its name.
    pub fn name(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What answers calls.
    pub fn voice_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.voice_url = Some(Some(url.into()));
        self
    }

    /// Lets nothing answer calls (that `null` clears it is assumed).
    pub fn no_voice_url(mut self) -> Self {
        self.voice_url = Some(None);
        self
    }

    /// What answers messages.
    pub fn messaging_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.messaging_url = Some(Some(url.into()));
        self
    }

    /// Lets nothing answer messages (that `null` clears it is assumed).
    pub fn no_messaging_url(mut self) -> Self {
        self.messaging_url = Some(None);
        self
    }

    /// What runs it. Words that are not known are sent too.
    pub fn platform(mut self, platform: impl Into<Platform>) -> Self {
        self.platform = Some(platform.into());
        self
    }

    /// Where it runs. Words that are not known are sent too.
    pub fn partition(mut self, partition: impl Into<Partition>) -> Self {
        self.partition = Some(partition.into());
        self
    }
}

impl Endpoint for UpdateApplication {
    // Setting the same values twice leaves the same values.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.applications.update", "changed");
    const METHOD: Method = Method::PUT;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("applications").push(&self.id);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        body(self)
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(
            *self != Self::new(&self.id),
            "name",
            "or something else to change must be set",
        )?;
        self.name.as_deref().map_or(Ok(()), |name| required("name", name))
    }

    /// The answer is a link that cannot be relied on (docs/contracts/tropo.md §4, item 8).
    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
