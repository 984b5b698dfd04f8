//! `POST /v2/e911s/validate` (docs/contracts/flowroute-v2.md §2.5, E3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::Address;
use crate::FLOWROUTE;
use crate::envelope::{Document, nothing};

/// Asks the carrier whether it can find an address. Nothing is stored, and it is free.
///
/// A refusal says what is wrong with it; the carrier may ask for another spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ValidateE911 {
    address: Address,
}

impl ValidateE911 {
    /// Asks about `address`.
    pub fn new(address: impl Into<Address>) -> Self {
        Self {
            address: address.into(),
        }
    }
}

impl<A: Into<Address>> From<A> for ValidateE911 {
    fn from(address: A) -> Self {
        Self::new(address)
    }
}

impl Endpoint for ValidateE911 {
    // A POST that stores nothing.
    const OPERATION: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.validate");
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s").push("validate");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Document::of("e911", None, &self.address.attributes).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.address.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{:?}", self.address.label()))
    }
}
