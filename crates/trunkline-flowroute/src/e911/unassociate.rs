//! Removing a number's emergency address (docs/contracts/flowroute-v2.md §2.5, E9).

use crate::prelude::*;

endpoint! {
    /// Removes a number's emergency address. A call to the emergency services from it is expensive then, and does
    /// not tell them where to go.
    #[derive(Copy)]
    pub struct UnassociateE911 { number: PhoneNumber }

    // It stays taken away, and the carrier accepts the second call too. Not found is about the number.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.unassociate", "unassociated");
    DELETE "/v2/numbers/{number}/relationships/e911s" -> (): nothing;
    subject "{number}";
}
