//! Deleting a caller name (docs/contracts/flowroute-v2.md §2.6, C5).

use super::CnamId;
use crate::prelude::*;

endpoint! {
    /// Deletes a caller name, and takes it from all numbers that use it.
    pub struct DeleteCnam { id: CnamId }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.delete", "deleted");
    DELETE "/v2/cnams/{id}" -> (): nothing;
    subject "{id}";

    /// Not found, after an attempt whose reply was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<()> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }
}
