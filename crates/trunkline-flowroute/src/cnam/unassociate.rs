//! Removing a number's caller name (docs/contracts/flowroute-v2.md §2.6, C7).

use super::CnamAssociation;
use super::association::association;
use crate::prelude::*;

endpoint! {
    /// Removes a number's caller name.
    #[derive(Copy)]
    pub struct UnassociateCnam { number: PhoneNumber }

    // It stays taken away, and nothing is charged. Not found is about the number.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.unassociate", "unassociated");
    DELETE "/v2/numbers/{number}/relationships/cnam" -> CnamAssociation: association;
    subject "{number}";
}
