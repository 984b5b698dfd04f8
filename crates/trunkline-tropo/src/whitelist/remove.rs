//! Removing a number from a whitelist (docs/contracts/tropo.md §2.8, W3).

use super::WhitelistNumber;
use super::whitelisted::Owner;
use crate::prelude::*;
use crate::users::UserId;

endpoint! {
    /// Takes a number off the whitelist of the user who calls. Any way to write it will do.
    pub struct RemoveFromWhitelist { number: WhitelistNumber }
    optional in owner: Owner {
        /// Off that of this user instead.
        of_user(impl Into<UserId>),
    }

    // The second request finds nothing to take off: the end state is the same.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.whitelist.remove", "taken off");
    DELETE "/users{owner}/partitions/production/platforms/sms/whitelist/{number}" -> (): nothing;
    subject "{number}";

    fn validate(&self) -> Valid {
        self.number.validate()
    }

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}
