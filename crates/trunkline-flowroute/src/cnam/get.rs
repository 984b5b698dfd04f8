//! `GET /v2/cnams/{id}` (docs/contracts/flowroute-v2.md §2.6, C2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{Cnam, CnamId};
use crate::FLOWROUTE;
use crate::envelope::one;

/// Shows a caller name and, if the carrier tells, the numbers that use it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetCnam {
    id: CnamId,
}

impl GetCnam {
    /// Shows the record `id`.
    pub fn new(id: impl Into<CnamId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<CnamId>> From<I> for GetCnam {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetCnam {
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.cnams.get");
    const METHOD: Method = Method::GET;
    type Output = Cnam;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("cnams").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
