//! Adding a number to a whitelist (docs/contracts/tropo.md §2.8, W2).

use super::WhitelistNumber;
use super::whitelisted::Owner;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Puts a number on the whitelist of the user who calls. Any way to write it will do.
    pub struct AddToWhitelist { number: WhitelistNumber }
    optional in owner: Owner {
        /// On that of this user instead.
        of_user(impl Into<UserId>),
    }

    // The list is a set (assumed), and a number that came twice would still mean the same. The response is a list or a link,
    // of this entry or another one (docs/contracts/tropo.md §4, item 8), so it is not read.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.whitelist.add", "added");
    POST "/users{owner}/partitions/production/platforms/sms/whitelist" -> (): nothing;
    subject "{number}";

    fn body(&self) -> Body {
        JsonObject::new().with("value", self.number.as_str()).content(JSON)
    }

    fn validate(&self) -> Valid {
        self.number.validate()
    }
}
