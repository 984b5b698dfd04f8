//! Listing the numbers on a whitelist (docs/contracts/tropo.md §2.8, W1).

use super::whitelisted::Owner;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Lists the numbers on the whitelist of the user who calls.
    #[derive(Default)]
    pub struct ListWhitelist {}
    optional in owner: Owner {
        /// Those on that of this user instead.
        of_user(impl Into<UserId>),
    }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.whitelist.list");
    GET "/users{owner}/partitions/production/platforms/sms/whitelist" -> Page<WhitelistEntry>: many;
    list(paging: SinglePage) WhitelistEntry, key () = |_| None;

    fn subject(&self) -> Option<String> {
        self.owner.of_user.as_ref().map(|user| format!("of user {user}"))
    }
}

record! {
    /// A number on a whitelist, as its digits. The partition in its link is not to be relied on.
    #[derive(PartialEq, Eq)]
    pub struct WhitelistEntry: value(String), href(Option<Href>, unless "Option::is_none") {}
}
