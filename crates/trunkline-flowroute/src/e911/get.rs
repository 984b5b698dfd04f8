//! `GET /v2/e911s/{id}` (docs/contracts/flowroute-v2.md §2.5, E2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{E911, E911Id};
use crate::FLOWROUTE;
use crate::envelope::one;

/// Shows an address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetE911 {
    id: E911Id,
}

impl GetE911 {
    /// Shows the record `id`.
    pub fn new(id: impl Into<E911Id>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<E911Id>> From<I> for GetE911 {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetE911 {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.get");
    const METHOD: Method = Method::GET;
    type Output = E911;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
