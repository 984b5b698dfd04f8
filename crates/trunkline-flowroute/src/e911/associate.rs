//! Associating an emergency address with a number (docs/contracts/flowroute-v2.md §2.5, E8).

use super::E911Id;
use crate::prelude::*;

endpoint! {
    /// Shows an address to the emergency services when a number calls them. It replaces the number's former address.
    ///
    /// The first association of a record with a number is charged, and so is another record later.
    pub struct AssociateE911 { number: PhoneNumber, id: E911Id }

    // The contract: repeating the same pair is accepted and free.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.associate", "associated");
    PATCH "/v2/numbers/{number}/relationships/e911s/{id}" -> (): nothing;
    subject "{number} with {id}";
    hint "check numbers.get {number}: its E911 address is {id} if it was done";
}
