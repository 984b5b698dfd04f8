//! `DELETE /v2/e911s/{id}` (docs/contracts/flowroute-v2.md §2.5, E6).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::E911Id;
use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Deletes an address.
///
/// Take it from all numbers first (assumed: the carrier refuses while a number uses it).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteE911 {
    id: E911Id,
}

impl DeleteE911 {
    /// Deletes the record `id`.
    pub fn new(id: impl Into<E911Id>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<E911Id>> From<I> for DeleteE911 {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for DeleteE911 {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.e911s.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s").push(&self.id);
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
