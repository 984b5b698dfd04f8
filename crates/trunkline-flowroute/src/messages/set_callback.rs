//! Setting a callback of the account (docs/contracts/flowroute-v2.md §2.7, M4).

use super::CallbackType;
use super::MessagesVersion;
use super::version::Api;
use crate::prelude::*;
use crate::rules::ensure_web_url;

endpoint! {
    /// Says where to post events of one type, for all numbers that have no callback of their own. Only later events are
    /// posted there.
    pub struct SetCallback { kind: CallbackType, url: String }
    optional in api: Api {
        /// Through which version to set it: it decides the form of the payload. By default v2.1.
        version(MessagesVersion),
    }

    // The last URL counts, however often it is set.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.messages.set_callback", "set");
    PUT "/{api}/messages/{kind}" -> (): nothing;
    subject "{kind}";

    fn body(&self) -> Body {
        flat(JsonObject::new().with("callback_url", &self.url))
    }

    fn validate(&self) -> Valid {
        ensure_web_url("callback_url", Some(&self.url))
    }
}
