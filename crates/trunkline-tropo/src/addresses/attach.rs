//! `POST applications/{id}/addresses/{type}/{value}` (docs/contracts/tropo.md §2.6, B4).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::address_path::AddressPath;
use super::{Address, AddressType};
use crate::TROPO;
use crate::response::nothing;
use crate::applications::ApplicationId;
use crate::carrier::JSON;

/// Gives an application an address that was taken off another one. What it answers is not documented, so nothing is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AttachAddress {
    place: AddressPath,
}

impl AttachAddress {
    /// Gives `application` the address `value` of type `kind`.
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

impl Endpoint for AttachAddress {
    // It names the address: what is there already stays (assumed). Paths hold tokens.
    const OPERATION: Operation =
        Operation::repeatable(&TROPO, "tropo.v1.addresses.attach", "attached").confidential();
    const METHOD: Method = Method::POST;
    type Output = ();

    fn path(&self, path: &mut Path) {
        self.place.path(path);
    }

    /// Without a body, but of the media type that the carrier's gem declared even then.
    fn body(&self) -> Result<Option<Content>, EncodeError> {
        Ok(Some(Content::new(JSON, Bytes::new())))
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        nothing(response)
    }

    fn subject(&self) -> Option<String> {
        self.place.subject()
    }
}
