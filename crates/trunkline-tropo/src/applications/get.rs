//! `GET applications/{id}` (docs/contracts/tropo.md §2.5, A2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path};

use super::{Application, ApplicationId};
use crate::TROPO;
use crate::response::one;

/// Shows an application.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetApplication {
    id: ApplicationId,
}

impl GetApplication {
    /// Shows the application `id`.
    pub fn new(id: impl Into<ApplicationId>) -> Self {
        Self { id: id.into() }
    }
}

impl<I: Into<ApplicationId>> From<I> for GetApplication {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Endpoint for GetApplication {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.applications.get");
    const METHOD: Method = Method::GET;
    type Output = Application;

    fn path(&self, path: &mut Path) {
        path.push("applications").push(&self.id);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
