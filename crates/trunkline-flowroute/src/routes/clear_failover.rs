//! Clearing a number's failover route (docs/contracts/flowroute-v2.md §2.4, R10).

use crate::prelude::*;

endpoint! {
    /// Clears a number's failover route.
    #[derive(Copy)]
    pub struct ClearFailoverRoute { number: PhoneNumber }

    // It stays taken away, and the carrier accepts the second call too. Not found is about the number, not the route.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.clear_failover", "cleared");
    DELETE "/v2/numbers/{number}/relationships/failover_route" -> (): nothing;
    subject "{number}";
}
