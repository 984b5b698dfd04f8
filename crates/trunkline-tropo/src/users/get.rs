//! Showing a user (docs/contracts/tropo.md §2.1, U1).

use super::{User, UserId};
use crate::prelude::*;

endpoint! {
    /// Shows a user, by id or by user name. Another user than oneself is forbidden rather than not found; to see whether
    /// a user name is free, use [`CheckUsername`](super::CheckUsername).
    pub struct GetUser { user: UserId }

    OPERATION = Operation::read(&TROPO, "tropo.v1.users.get").refine(forbidden);
    GET "/users/{user}" -> User: one;
    subject "{user}";
}

fn forbidden(refusal: Refusal) -> Refusal {
    match refusal.kind {
        ErrorKind::Forbidden if refusal.summary.is_none() => {
            refusal.summary("the user exists, but is not yours to see")
        }
        _ => refusal,
    }
}
