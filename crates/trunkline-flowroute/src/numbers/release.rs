//! Releasing a number (docs/contracts/flowroute-v2.md §2.3, N10).

use crate::prelude::*;

endpoint! {
    /// Releases a number at once. Its routes, E911 address, caller name and callbacks are dropped, its monthly cost
    /// ends, and it cannot be taken back.
    #[derive(Copy)]
    pub struct Release { number: PhoneNumber }

    // The second release finds nothing to release: the end state is the same.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.numbers.release", "released");
    DELETE "/v2/numbers/{number}" -> (): nothing;
    subject "{number}";

    /// Not found, after an attempt whose reply was lost: that attempt has released it.
    fn already_applied(refusal: &Refusal) -> Option<()> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }
}
