//! Showing a caller name (docs/contracts/flowroute-v2.md §2.6, C2).

use super::{Cnam, CnamId};
use crate::prelude::*;

endpoint! {
    /// Shows a caller name and, if the carrier sends them, the numbers that use it.
    pub struct GetCnam { id: CnamId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.cnams.get");
    GET "/v2/cnams/{id}" -> Cnam: one;
    subject "{id}";
}
