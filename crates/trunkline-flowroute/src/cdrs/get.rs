//! Showing an export (docs/contracts/flowroute-v2.md §2.10, D3).

use super::{CdrExport, CdrExportId};
use crate::prelude::*;

endpoint! {
    /// Shows an export.
    pub struct GetCdrExport { id: CdrExportId }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.cdrs.get").confidential();
    GET "/v2/cdrs/exports/{id}" -> CdrExport: one;
    subject "{id}";
}
