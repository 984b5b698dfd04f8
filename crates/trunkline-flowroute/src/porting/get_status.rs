//! Where a port order stands (docs/contracts/flowroute-v2.md §2.9, O6).

use trunkline_core::{Timestamp, lenient};

use super::{PortOrderId, PortStatus};
use crate::prelude::*;

record! {
    /// Where a port order stands, and since when.
    pub struct PortOrderState {
        /// The id of the order.
        id: PortOrderId,
    }
    attributes {
        /// Where it stands.
        status: Option<PortStatus> = "lenient::text",
        /// Since when.
        status_updated_at: Option<Timestamp> = "lenient::optional" or "status_udpated_at",
    }
}

endpoint! {
    /// Shows where a port order stands.
    pub struct GetPortOrderStatus { id: PortOrderId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.get_status");
    GET "/v2/portorders/{id}/status" -> PortOrderState: one;
    subject "{id}";
}
