//! Showing many numbers at once (docs/contracts/flowroute-v2.md §2.3, N8, and §3.1.9).

use super::OwnedNumber;
use crate::prelude::*;

endpoint! {
    /// Shows numbers on the account, at least one, with the ids of what is attached to them. Numbers of somebody else's
    /// are left out (assumed).
    pub struct GetNumbers { numbers: Vec<PhoneNumber> }

    // A POST that stores nothing.
    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.details");
    POST "/v2/numbers/details" -> Page<OwnedNumber>: many;

    fn body(&self) -> Body {
        flat(JsonObject::new().with("numbers", &self.numbers))
    }

    fn validate(&self) -> Valid {
        ensure(!self.numbers.is_empty(), "numbers", "must not be empty")
    }
}
