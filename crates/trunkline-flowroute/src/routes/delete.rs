//! Deleting a route (docs/contracts/flowroute-v2.md §2.4, R5).

use super::RouteId;
use crate::prelude::*;

endpoint! {
    /// Deletes a route. The carrier refuses while a number uses it, and for the built-in route.
    pub struct DeleteRoute { id: RouteId }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.delete", "deleted");
    DELETE "/v2/routes/{id}" -> (): nothing;
    subject "{id}";

    /// Not found, after an attempt whose reply was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<()> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }
}
