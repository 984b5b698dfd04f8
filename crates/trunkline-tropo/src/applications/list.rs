//! Listing the applications of the account (docs/contracts/tropo.md §2.5, A1).

use super::Application;
use crate::prelude::*;

endpoint! {
    /// Lists the applications of the account.
    #[derive(Copy, Default)]
    pub struct ListApplications {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.applications.list");
    GET "/applications" -> Page<Application>: many;
    list(paging: SinglePage) Application, key () = |_| None;
}
