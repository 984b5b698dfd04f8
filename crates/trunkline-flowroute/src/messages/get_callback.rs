//! Showing a callback of the account (docs/contracts/flowroute-v2.md §2.7, M5).

use super::callback::callback;
use super::version::Api;
use super::{Callback, CallbackType, MessagesVersion};
use crate::prelude::*;

endpoint! {
    /// Shows where events of one type are posted. One that is not set is not found (assumed).
    #[derive(Copy)]
    pub struct GetCallback { kind: CallbackType }
    optional in api: Api {
        /// Through which version to ask; by default v2.1.
        version(MessagesVersion),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.messages.get_callback");
    GET "/{api}/messages/{kind}" -> Callback: callback;
    subject "{kind}";
}
