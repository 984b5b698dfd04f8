//! An application (docs/contracts/tropo.md §3.2, §2.10).

use trunkline_core::open_enum;

use crate::prelude::*;
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

impl trunkline_core::PathSegment for Partition {
    fn write_segment(&self, to: &mut dyn std::fmt::Write) -> std::fmt::Result {
        to.write_str(self.as_str())
    }
}

record! {
    /// An application of the account. Not every response has an `id` of its own.
    #[derive(PartialEq, Eq)]
    pub struct Application: id(ApplicationId), href(Href) {
        /// Its name. Names need not be unique (assumed).
        name: String,
        /// What runs it.
        platform: Option<Platform> = "lenient::text",
        /// Where it runs.
        partition: Option<Partition> = "lenient::text",
        /// What answers calls.
        voice_url: Option<String> = "lenient::text",
        /// What answers messages.
        messaging_url: Option<String> = "lenient::text",
        /// Later accounts: the environment, in place of platform and partition.
        environment: Option<Href> = "lenient::text",
        /// Later accounts: `webapi`.
        api_type: Option<Platform> = "lenient::text",
        /// Whose it is.
        user_id: Option<UserId> = "lenient::id_text",
        /// Whose it is, as a link.
        user: Option<Href> = "lenient::text",
    }
}
