//! `POST /v2/e911s` (docs/contracts/flowroute-v2.md §2.5, E4).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::{Address, E911};
use crate::FLOWROUTE;
use crate::envelope::{Document, one};

/// Stores an address for the emergency services. No number uses it before it is associated with one.
///
/// The balance must cover a later association. The carrier may ask for another spelling of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CreateE911 {
    address: Address,
}

impl CreateE911 {
    /// Stores `address`.
    pub fn new(address: impl Into<Address>) -> Self {
        Self {
            address: address.into(),
        }
    }

    /// The address.
    pub fn address(&self) -> &Address {
        &self.address
    }
}

impl<A: Into<Address>> From<A> for CreateE911 {
    fn from(address: A) -> Self {
        Self::new(address)
    }
}

impl Endpoint for CreateE911 {
    // There is no idempotency key. The carrier refuses the same address again, but a repetition would turn a success
    // whose answer was lost into a refusal.
    const OPERATION: Operation = Operation::once(&FLOWROUTE, "flowroute.v2.e911s.create", "created");
    const METHOD: Method = Method::POST;
    type Output = E911;

    fn path(&self, path: &mut Path) {
        path.push("v2").push("e911s");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Document::of("e911", None, &self.address.attributes).content()
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.address.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{:?}", self.address.label()))
    }

    fn recovery_hint(&self) -> Option<String> {
        Some(format!(
            "check e911s.list for the label {:?}: if it is there, it was created",
            self.address.label()
        ))
    }
}
