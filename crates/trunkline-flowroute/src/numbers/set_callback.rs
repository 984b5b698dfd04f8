//! Setting a callback of one number (docs/contracts/flowroute-v2.md §2.3, N11 to N15, and §3.1.10).

use crate::messages::CallbackType;
use crate::prelude::*;
use crate::rules::ensure_web_url;

endpoint! {
    /// Says where to post events of one type about one number, instead of the account's callback. The carrier documents
    /// no way to read it back or to remove it; the last URL counts.
    pub struct SetNumberCallback { number: PhoneNumber, kind: CallbackType, url: String }

    // The last URL counts, however often it is set.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.numbers.set_callback", "set");
    POST "/v2/numbers/{number}/relationships/{kind}" -> (): nothing;
    subject "{kind} of {number}";

    fn body(&self) -> Body {
        flat(JsonObject::new().with("callback_url", &self.url))
    }

    fn validate(&self) -> Valid {
        ensure_web_url("callback_url", Some(&self.url))
    }
}
