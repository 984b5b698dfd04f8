//! Showing an application (docs/contracts/tropo.md §2.5, A2).

use super::{Application, ApplicationId};
use crate::prelude::*;

endpoint! {
    /// Shows an application.
    pub struct GetApplication { id: ApplicationId }

    OPERATION = Operation::read(&TROPO, "tropo.v1.applications.get");
    GET "/applications/{id}" -> Application: one;
    subject "{id}";
}
