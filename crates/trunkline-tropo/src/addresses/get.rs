//! `GET applications/{id}/addresses/{type}/{value}` (docs/contracts/tropo.md §2.6, B5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Path, ValidationError};

use super::address_path::AddressPath;
use super::{Address, AddressType};
use crate::TROPO;
use crate::response::one;
use crate::applications::ApplicationId;

/// Shows an address of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct GetAddress {
    place: AddressPath,
}

impl GetAddress {
    /// Shows the address `value` of type `kind`.
    pub fn new(
        application: impl Into<ApplicationId>,
        kind: impl Into<AddressType>,
        value: impl Into<Box<str>>,
    ) -> Self {
        Self {
            place: AddressPath::new(application, kind, value),
        }
    }

    /// The same for an address that was listed.
    pub fn of(application: impl Into<ApplicationId>, address: &Address) -> Self {
        Self {
            place: AddressPath::of(application, address),
        }
    }
}

impl Endpoint for GetAddress {
    // Answers hold passwords of messenger accounts, and tokens.
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.addresses.get").confidential();
    const METHOD: Method = Method::GET;
    type Output = Address;

    fn path(&self, path: &mut Path) {
        self.place.path(path);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        one(response)
    }

    fn subject(&self) -> Option<String> {
        self.place.subject()
    }
}
