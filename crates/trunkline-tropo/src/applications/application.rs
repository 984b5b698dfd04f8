//! An application (docs/contracts/tropo.md §3.2, §2.10).

use serde::Deserialize;
use trunkline_core::{lenient, open_enum, string_id};

use crate::Href;
use crate::users::UserId;

string_id! {
    /// One application.
    pub struct ApplicationId;
}

open_enum! {
    /// What runs an application.
    pub enum Platform {
        /// A script that the carrier runs. What new applications get by default (assumed).
        Scripting = "scripting",
        /// A program of yours, which the carrier asks over HTTP.
        Webapi = "webapi",
    }

    /// Where an application runs.
    pub enum Partition {
        /// For development. What new applications get by default.
        Staging = "staging",
        /// For the public; usage costs.
        Production = "production",
    }
}

/// An application of the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct Application {
    /// Its id, taken from the link: not every answer has an `id` of its own.
    pub id: ApplicationId,
    /// Its link.
    pub href: Href,
    /// Its name. Names need not be unique (assumed).
    pub name: Box<str>,
    /// What runs it.
    pub platform: Option<Platform>,
    /// Where it runs.
    pub partition: Option<Partition>,
    /// What answers calls.
    pub voice_url: Option<Box<str>>,
    /// What answers messages.
    pub messaging_url: Option<Box<str>>,
    /// Later accounts: the environment, in place of platform and partition.
    pub environment: Option<Href>,
    /// Later accounts: `webapi`.
    pub api_type: Option<Platform>,
    /// Whose it is.
    pub user_id: Option<UserId>,
    /// Whose it is, as a link.
    pub user: Option<Href>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<ApplicationId>,
    href: Href,
    name: Box<str>,
    #[serde(default, deserialize_with = "lenient::text")]
    platform: Option<Platform>,
    #[serde(default, deserialize_with = "lenient::text")]
    partition: Option<Partition>,
    #[serde(default, deserialize_with = "lenient::text")]
    voice_url: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    messaging_url: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    environment: Option<Href>,
    #[serde(default, deserialize_with = "lenient::text")]
    api_type: Option<Platform>,
    #[serde(default, deserialize_with = "lenient::id_text")]
    user_id: Option<UserId>,
    #[serde(default, deserialize_with = "lenient::text")]
    user: Option<Href>,
}

impl TryFrom<Wire> for Application {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            id: wire.href.id().or(wire.id).ok_or("href: names no application")?,
            href: wire.href,
            name: wire.name,
            platform: wire.platform,
            partition: wire.partition,
            voice_url: wire.voice_url,
            messaging_url: wire.messaging_url,
            environment: wire.environment,
            api_type: wire.api_type,
            user_id: wire.user_id,
            user: wire.user,
        })
    }
}
