//! `DELETE applications/{id}` (docs/contracts/tropo.md §2.5, A5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::ApplicationId;
use crate::TROPO;
use crate::response::nothing;

/// Deletes an application and all its addresses: its numbers go back to the pool and its tokens become void (assumed).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteApplication {
    id: ApplicationId,
}

impl DeleteApplication {
    /// Deletes the application `id`.
    pub fn new(id: impl Into<ApplicationId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<ApplicationId>> From<I> for DeleteApplication {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for DeleteApplication {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&TROPO, "tropo.v1.applications.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("applications").push(&self.id);
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
