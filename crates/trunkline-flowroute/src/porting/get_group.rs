//! Where the orders of a group stand (docs/contracts/flowroute-v2.md §2.9, O4).

use super::{PortGroup, PortGroupId};
use crate::prelude::*;

endpoint! {
    /// Shows the orders of a group, and where they stand together.
    pub struct GetPortGroup { id: PortGroupId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.get_group");
    GET "/v2/portorders" -> PortGroup: one;
    subject "{id}";

    // `status` is a flag; its value does not matter.
    fn query(&self, query: &mut Query) {
        query.push("group_id", &self.id).push("status", "");
    }

    fn validate(&self) -> Valid {
        ensure(!self.id.as_str().is_empty(), "id", "must not be empty")
    }
}
