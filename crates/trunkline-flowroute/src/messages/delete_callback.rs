//! Removing a callback of the account (docs/contracts/flowroute-v2.md §2.7, M6).

use super::version::Api;
use super::{CallbackType, MessagesVersion};
use crate::prelude::*;

endpoint! {
    /// Stops posting events of one type, but for the numbers that have a callback of their own.
    #[derive(Copy)]
    pub struct DeleteCallback { kind: CallbackType }
    optional in api: Api {
        /// Through which version to remove it; by default v2.1.
        version(MessagesVersion),
    }

    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.messages.delete_callback", "removed");
    DELETE "/{api}/messages/{kind}" -> (): nothing;
    subject "{kind}";

    /// What is gone by the second attempt was removed by the first.
    fn already_applied(refusal: &Refusal) -> Option<()> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }
}
