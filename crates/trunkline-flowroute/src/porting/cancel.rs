//! Canceling a port order (docs/contracts/flowroute-v2.md §2.9, O8).

use super::rules::{plain_document, wrong_state};
use super::{GetPortOrderStatus, PortOrderId, PortOrderState, PortStatus};
use crate::prelude::*;

endpoint! {
    /// Cancels a port order that is pending or rejected. That is final.
    pub struct CancelPortOrder { id: PortOrderId }

    // It stays canceled. A repetition is refused for the state by then, so a lost outcome is looked up.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.cancel", "canceled").refine(wrong_state);
    PATCH "/v2/portorders/{id}/status" -> PortOrderState: one;
    subject "{id}";
    hint "check porting.status of order {id}";

    fn body(&self) -> Body {
        plain_document(JsonObject::new().with("status", PortStatus::Cancelled))
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<PortOrderState>> {
        let state = reader.send(GetPortOrderStatus::new(&self.id)).await?;
        Ok(match &state.status {
            Some(PortStatus::Cancelled | PortStatus::Abandoned) => LookUp::Found(state),
            Some(PortStatus::Pending | PortStatus::Rejected) => LookUp::NotFound,
            Some(status) => LookUp::Conflict(format!("the order is {status}")),
            None => LookUp::Inconclusive("the carrier does not say where the order stands".to_owned()),
        })
    }
}
