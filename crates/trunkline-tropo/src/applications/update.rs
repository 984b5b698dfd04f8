//! Changing an application (docs/contracts/tropo.md §2.5, A4).

use super::{ApplicationId, Partition, Platform};
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
    }
    optional in voice_url: Option<Url> {}
    optional in messaging_url: Option<Url> {}

    // Setting the same values twice leaves the same values. The response is a link that cannot be relied on
    // (docs/contracts/tropo.md §4, item 8), so it is not read.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.applications.update", "changed");
    PUT "/applications/{id}" -> (): nothing;
    subject "{id}";

    fn body(&self) -> Body {
        JsonObject::new()
            .with_some("name", self.name.as_ref())
            .with_some("voiceUrl", self.voice_url.as_ref())
            .with_some("messagingUrl", self.messaging_url.as_ref())
            .with_some("platform", self.platform.as_ref())
            .with_some("partition", self.partition.as_ref())
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        ensure(*self != Self::new(&self.id), "name", "or something else to change must be set")?;
        self.name.iter().try_for_each(|name| required("name", name))
    }
}

/// `None` is sent as `null`, which clears it (assumed).
type Url = Option<String>;

impl UpdateApplication {
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
