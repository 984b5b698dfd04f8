//! Deleting an application (docs/contracts/tropo.md §2.5, A5).

use super::ApplicationId;
use crate::prelude::*;

endpoint! {
    /// Deletes an application and all its addresses: its numbers go back to the pool and its tokens become void (assumed).
    pub struct DeleteApplication { id: ApplicationId }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.applications.delete", "deleted");
    DELETE "/applications/{id}" -> (): nothing;
    subject "{id}";

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}
