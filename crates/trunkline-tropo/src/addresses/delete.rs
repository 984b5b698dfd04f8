//! `DELETE applications/{id}/addresses/{type}/{value}` (docs/contracts/tropo.md §2.6, B3).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, ErrorKind, Operation, Path, Refusal, ValidationError};

use super::address_path::AddressPath;
use super::{Address, AddressType};
use crate::TROPO;
use crate::response::nothing;
use crate::applications::ApplicationId;

/// Takes an address off an application. A number goes back to the pool, where anybody may take it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct DeleteAddress {
    place: AddressPath,
}

impl DeleteAddress {
    /// Takes the address `value` of type `kind` off `application`.
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

impl Endpoint for DeleteAddress {
    // The second request finds nothing to take off: the end state is the same. Paths hold tokens.
    const OPERATION: Operation =
        Operation::repeatable(&TROPO, "tropo.v1.addresses.delete", "taken off").confidential();
    const METHOD: Method = Method::DELETE;
    type Output = ();

    fn path(&self, path: &mut Path) {
        self.place.path(path);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    /// Not found, after an attempt whose answer was lost: that attempt has taken it off.
    fn already_applied(refusal: &Refusal) -> Option<Self::Output> {
        (refusal.kind == ErrorKind::NotFound).then_some(())
    }

    fn subject(&self) -> Option<String> {
        self.place.subject()
    }
}
