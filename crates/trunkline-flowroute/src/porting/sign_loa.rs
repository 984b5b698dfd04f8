//! Signing the letter of agency (docs/contracts/flowroute-v2.md §2.9, O12).

use super::rules::{PLAIN_JSON, wrong_state};
use super::{GetPortOrderStatus, Loa, PortOrderId, PortStatus};
use crate::prelude::*;

endpoint! {
    /// Sends the letter of agency back, signed. That starts the port: the order leaves `pending`, it cannot be canceled any
    /// more, and it is charged when the losing carrier gets it.
    pub struct SignLoa { id: PortOrderId, loa: Loa, name: String, title: String }

    // It starts the port, once.
    OPERATION = Operation::once(&FLOWROUTE, "flowroute.v2.porting.sign_loa", "signed").refine(wrong_state);
    // 201 and usually no body.
    POST "/v2/portorders/{id}/loa" -> (): nothing;
    subject "of order {id}";
    hint "check porting.status of order {id}: once it is no longer pending, it is signed";

    fn body(&self) -> Body {
        let mut letter = self.loa.letter.clone();
        letter.insert("signature_name".to_owned(), self.name.as_str().into());
        letter.insert("signature_title".to_owned(), self.title.as_str().into());
        let data = JsonObject::new().with("type", "loa").with("attributes", letter);
        JsonObject::new().with("data", data).content(PLAIN_JSON)
    }

    fn validate(&self) -> Valid {
        ensure(!self.name.trim().is_empty(), "signature_name", "must not be blank")?;
        ensure(!self.title.trim().is_empty(), "signature_title", "must not be blank")
    }

    // Only a signature takes an order out of pending, but for the ends of an order; a rejected one may have been so before.
    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<()>> {
        let state = reader.send(GetPortOrderStatus::new(&self.id)).await?;
        Ok(match &state.status {
            Some(PortStatus::Pending) => LookUp::NotFound,
            Some(
                PortStatus::Processing | PortStatus::Submitted | PortStatus::Accepted | PortStatus::Completed,
            ) => LookUp::Found(()),
            Some(PortStatus::Cancelled) => LookUp::Conflict("the order is cancelled".to_owned()),
            Some(status) => LookUp::Inconclusive(format!("the order is {status}")),
            None => LookUp::Inconclusive("the carrier does not say where the order stands".to_owned()),
        })
    }
}
