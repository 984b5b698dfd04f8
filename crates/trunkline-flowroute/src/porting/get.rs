//! Showing a port order (docs/contracts/flowroute-v2.md §2.9, O5).

use super::{PortOrder, PortOrderId};
use crate::prelude::*;

endpoint! {
    /// Shows a port order.
    pub struct GetPortOrder { id: PortOrderId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.get").confidential();
    GET "/v2/portorders/{id}" -> PortOrder: one;
    subject "{id}";
}
