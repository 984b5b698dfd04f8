//! `PATCH /v2/cnams/{id}` (docs/contracts/flowroute-v2.md §2.6, C4).

use bytes::Bytes;
use http::{Method, Response};
use serde::Serialize;
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::{Cnam, CnamId, rules};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};

/// Changes a caller name that is not approved yet. One that was refused is reviewed again (assumed).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct UpdateCnam {
    id: CnamId,
    value: Box<str>,
}

#[derive(Serialize)]
struct Attributes<'a> {
    value: &'a str,
}

impl UpdateCnam {
    /// Makes the record `id` say `value`. The rules are those of [`CreateCnam::new`](super::CreateCnam::new).
    pub fn new(id: impl Into<CnamId>, value: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            value: value.into(),
        }
    }
}

impl Endpoint for UpdateCnam {
    // Setting the same name twice leaves the same name.
    const OPERATION: Operation = Operation::repeatable(&FLOWROUTE, "flowroute.v2.cnams.update", "changed");
    const METHOD: Method = Method::PATCH;
    type Output = Cnam;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("cnams").push(&self.id);
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Document::of("cnam", None, Attributes { value: &self.value }).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        rules::name(&self.value)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
