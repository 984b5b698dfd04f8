//! Showing a document of a port order (docs/contracts/flowroute-v2.md §2.9, O16).

use super::{PortDocument, PortDocumentId, PortOrderId};
use crate::prelude::*;

endpoint! {
    /// Shows a document of a port order, with an address where it can be fetched for a while.
    pub struct GetDocument { id: PortOrderId, document: PortDocumentId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.get_document").confidential();
    GET "/v2/portorders/{id}/files/{document}" -> PortDocument: one;
    subject "{document} of order {id}";
}
