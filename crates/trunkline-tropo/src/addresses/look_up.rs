//! `GET addresses/{type}/{value}` (docs/contracts/tropo.md §2.6, B9).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, ValidationError};

use super::address_path::DisplayAddress;
use super::{Address, AddressType};
use crate::TROPO;
use crate::response::one;
use crate::rules::required;

/// Looks an address up without knowing its application: who has it, where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct LookUpAddress {
    kind: AddressType,
    value: Box<str>,
}

impl LookUpAddress {
    /// Looks up the address `value` of type `kind`.
    pub fn new(kind: impl Into<AddressType>, value: impl Into<Box<str>>) -> Self {
        Self {
            kind: kind.into(),
            value: value.into(),
        }
    }
}

impl Endpoint for LookUpAddress {
    // Answers hold passwords of messenger accounts, and tokens.
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.addresses.look_up").confidential();
    const METHOD: Method = Method::GET;
    type Output = Address;

    fn path(&self, path: &mut Path) {
        path.push("addresses").push(&self.kind).push(&self.value);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        required("type", self.kind.as_str())?;
        required("address", &self.value)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        Some(DisplayAddress(&self.kind, &self.value).to_string())
    }
}
