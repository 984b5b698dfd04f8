//! Changing an invitation (docs/contracts/tropo.md §2.7, I4).

use super::InvitationCode;
use super::invitation::Scope;
use crate::amount::Number;
use crate::applications::Partition;
use crate::prelude::*;
use crate::rules::not_negative;
use crate::users::UserId;

endpoint! {
    /// Changes the invitation of this code. Only what is set is sent; the rest stays as it is.
    pub struct UpdateInvitation { code: InvitationCode }
    optional {
        /// How many users can still sign up with it.
        count(u32): u32,
        /// What a new user's balance starts with.
        credit(Money): Money,
        /// Where it is valid.
        partition(impl Into<Partition>): Partition,
    }
    optional in scope: Scope {
        /// Among those of this user.
        of_user(impl Into<UserId>),
    }

    // Setting the same values twice leaves the same values.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.invitations.update", "changed");
    PUT "{scope}/invitations/{code}" -> (): nothing;
    subject "{code}{scope}";

    fn body(&self) -> Body {
        JsonObject::new()
            .with_some("count", self.count)
            .with_some("credit", self.credit.map(Number))
            .with_some("partition", self.partition.as_ref())
            .content(JSON)
    }

    fn validate(&self) -> Valid {
        let changes = self.count.is_some() || self.credit.is_some() || self.partition.is_some();
        ensure(changes, "count", "or something else to change must be set")?;
        not_negative("credit", self.credit)
    }
}
