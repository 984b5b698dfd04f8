//! Changing an application (docs/contracts/tropo.md §2.5, A4).

use super::{Application, ApplicationId, Partition, Platform};
use crate::prelude::*;

endpoint! {
    /// Changes an application. Only what is set is sent; the rest stays as it is.
    pub struct UpdateApplication { id: ApplicationId }
    optional {
        /// Its name.
        name(impl Into<String>): String,
        /// What runs it. Words that are not known are sent too.
        platform(impl Into<Platform>): Platform,
        /// Where it runs. Words that are not known are sent too.
        partition(impl Into<Partition>): Partition,
        /// Later accounts: the link of an environment, in place of the partition (that it can be changed is assumed).
        environment(impl Into<Href>): Href,
        /// Later accounts: in place of the platform (that it can be changed is assumed).
        api_type(impl Into<Platform>): Platform,
    }
    optional in voice_url: Option<Url> {}
    optional in messaging_url: Option<Url> {}
    optional in members: Members {}

    // Setting the same values twice leaves the same values. The response is a link that cannot be relied on
    // (docs/contracts/tropo.md §4, item 8), so it is not read.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.applications.update", "changed");
    PUT "/applications/{id}" -> (): nothing;
    subject "{id}";

    fn body(&self) -> Body {
        self.members.write(self.known()).content(JSON)
    }

    fn validate(&self) -> Valid {
        ensure(*self != Self::new(&self.id), "name", "or something else to change must be set")?;
        self.name.iter().try_for_each(|name| required("name", name))?;
        self.members.validate(&self.known())
    }
}

member_setter!(UpdateApplication);

/// `None` is sent as `null`, which clears it (assumed).
type Url = Option<String>;

impl UpdateApplication {
    /// Puts an application back to what it was when it was fetched. What the carrier did not tell then, and what [`Application`]
    /// has no field for, is not sent, and so stays as it is; whose it is cannot be changed.
    pub fn back_to(fetched: &Application) -> Self {
        Self {
            name: Some(fetched.name.clone()),
            voice_url: fetched.voice_url.clone().map(Some),
            messaging_url: fetched.messaging_url.clone().map(Some),
            platform: fetched.platform.clone(),
            partition: fetched.partition.clone(),
            environment: fetched.environment.clone(),
            api_type: fetched.api_type.clone(),
            ..Self::new(&fetched.id)
        }
    }

    fn known(&self) -> JsonObject {
        JsonObject::new()
            .with_some("name", self.name.as_ref())
            .with_some("voiceUrl", self.voice_url.as_ref())
            .with_some("messagingUrl", self.messaging_url.as_ref())
            .with_some("platform", self.platform.as_ref())
            .with_some("partition", self.partition.as_ref())
            .with_some("environment", self.environment.as_ref())
            .with_some("apiType", self.api_type.as_ref())
    }

    /// What answers calls.
    pub fn voice_url(mut self, url: impl Into<String>) -> Self {
        self.voice_url = Some(Some(url.into()));
        self
    }

    /// Lets nothing answer calls (that `null` clears it is assumed).
    pub fn no_voice_url(mut self) -> Self {
        self.voice_url = Some(None);
        self
    }

    /// What answers messages.
    pub fn messaging_url(mut self, url: impl Into<String>) -> Self {
        self.messaging_url = Some(Some(url.into()));
        self
    }

    /// Lets nothing answer messages (that `null` clears it is assumed).
    pub fn no_messaging_url(mut self) -> Self {
        self.messaging_url = Some(None);
        self
    }
}
