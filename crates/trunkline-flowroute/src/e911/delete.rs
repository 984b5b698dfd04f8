//! Deleting an emergency address (docs/contracts/flowroute-v2.md §2.5, E6).

use super::E911Id;
use crate::prelude::*;

endpoint! {
    /// Deletes an address.
    ///
    /// Take it from all numbers first (assumed: the carrier refuses while a number uses it).
    pub struct DeleteE911 { id: E911Id }

    // The second deletion finds nothing to delete: the end state is the same.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.delete", "deleted");
    DELETE "/v2/e911s/{id}" -> (): nothing;
    subject "{id}";

    /// Not found, after an attempt whose reply was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<()> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }
}
