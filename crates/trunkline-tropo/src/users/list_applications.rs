//! Listing the applications of a user (docs/contracts/tropo.md §2.1, U8).

use super::UserId;
use crate::applications::Application;
use crate::prelude::*;

endpoint! {
    /// Lists the applications of a user.
    pub struct ListUserApplications { user: UserId }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.users.list_applications");
    GET "/users/{user}/applications" -> Page<Application>: many;
    list(paging: SinglePage) Application, key () = |_| None;
    subject "of user {user}";
}
