//! Clearing a number's primary route (docs/contracts/flowroute-v2.md §2.4, R8).

use crate::prelude::*;

endpoint! {
    /// Clears a number's primary route. A number without one gets no inbound calls.
    #[derive(Copy)]
    pub struct ClearPrimaryRoute { number: PhoneNumber }

    // It stays taken away, and the carrier accepts the second call too. Not found is about the number, not the route.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.clear_primary", "cleared");
    DELETE "/v2/numbers/{number}/relationships/primary_route" -> (): nothing;
    subject "{number}";
}
