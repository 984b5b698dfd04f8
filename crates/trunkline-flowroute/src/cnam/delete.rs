//! `DELETE /v2/cnams/{id}` (docs/contracts/flowroute-v2.md §2.6, C5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::CnamId;
use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Deletes a caller name, and takes it from all numbers that use it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteCnam {
    id: CnamId,
}

impl DeleteCnam {
    /// Deletes the record `id`.
    pub fn new(id: impl Into<CnamId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<CnamId>> From<I> for DeleteCnam {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for DeleteCnam {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("cnams").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has deleted it.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
