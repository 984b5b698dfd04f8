//! `DELETE /v2/routes/{id}` (docs/contracts/flowroute-v2.md §2.4, R5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal};

use super::RouteId;
use crate::FLOWROUTE;
use crate::envelope::nothing;

/// Deletes a route. The carrier refuses while a number uses it, and for the built-in route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteRoute {
    id: RouteId,
}

impl DeleteRoute {
    /// Deletes the route `id`.
    pub fn new(id: impl Into<RouteId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<RouteId>> From<I> for DeleteRoute {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for DeleteRoute {
    // The second deletion finds nothing to delete: the end state is the same.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.routes.delete", "deleted");
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("routes").push(&self.id);
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
