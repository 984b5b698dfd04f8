//! Creating an application (docs/contracts/tropo.md §2.5, A3).

use serde::Serialize;

use super::{ApplicationId, Partition, Platform};
use crate::prelude::*;

endpoint! {
    /// Creates an application, by default `scripting` on `staging`, which the carrier decides. It has addresses from the start: a
    /// `sip` and a `skype` one on a PIN of its own.
    pub struct CreateApplication { name: String }
    optional {
        /// What answers calls: the URL of a script, or of your program. Any text is sent as it is.
        voice_url(impl Into<String>): String,
        /// What answers messages.
        messaging_url(impl Into<String>): String,
        /// What runs it: scripting or webapi.
        platform(impl Into<Platform>): Platform,
        /// Where it runs: staging or production.
        partition(impl Into<Partition>): Partition,
        /// Later accounts: the link of an environment, in place of the partition.
        environment(impl Into<Href>): Href,
        /// Later accounts: in place of the platform.
        api_type(impl Into<Platform>): Platform,
    }
    optional in members: Members {}

    // Names need not be unique, so a second request makes a second application.
    OPERATION = Operation::once(&TROPO, "tropo.v1.applications.create", "created");
    POST "/applications" -> CreatedApplication:
        |response| created(response).map(|(id, href)| CreatedApplication { id, href });
    subject "{name:?}";
    hint "check applications.list for a new one called {name:?} before creating it again";

    fn body(&self) -> Body {
        self.members.write(self.known()).content(JSON)
    }

    fn validate(&self) -> Valid {
        required("name", &self.name)?;
        if let Some(platform @ Platform::Other(_)) = &self.platform {
            return Err(ValidationError::new("platform", "must be 'scripting' or 'webapi'").got(platform));
        }
        if let Some(partition @ Partition::Other(_)) = &self.partition {
            return Err(ValidationError::new("partition", "must be 'staging' or 'production'").got(partition));
        }
        self.members.validate(&self.known())
    }
}

member_setter!(CreateApplication);

impl CreateApplication {
    fn known(&self) -> JsonObject {
        JsonObject::new()
            .with("name", &self.name)
            .with_some("voiceUrl", self.voice_url.as_ref())
            .with_some("messagingUrl", self.messaging_url.as_ref())
            .with_some("platform", self.platform.as_ref())
            .with_some("partition", self.partition.as_ref())
            .with_some("environment", self.environment.as_ref())
            .with_some("apiType", self.api_type.as_ref())
    }
}

/// An application that was just created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CreatedApplication {
    /// Its id.
    pub id: ApplicationId,
    /// Its link.
    pub href: Href,
}
