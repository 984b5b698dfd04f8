//! Showing a number (docs/contracts/flowroute-v2.md §2.3, N7).

use super::OwnedNumber;
use super::owned::number;
use crate::prelude::*;

endpoint! {
    /// Shows a number on the account and what is attached to it. A number of somebody else's is not found.
    #[derive(Copy)]
    pub struct GetNumber { number: PhoneNumber }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.get");
    GET "/v2/numbers/{number}" -> OwnedNumber: number;
    subject "{number}";
}
