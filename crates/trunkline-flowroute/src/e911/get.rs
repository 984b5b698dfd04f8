//! Showing an emergency address (docs/contracts/flowroute-v2.md §2.5, E2).

use super::{E911, E911Id};
use crate::prelude::*;

endpoint! {
    /// Shows an address.
    pub struct GetE911 { id: E911Id }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.get");
    GET "/v2/e911s/{id}" -> E911: one;
    subject "{id}";
}
