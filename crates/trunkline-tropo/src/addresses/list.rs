//! `GET applications/{id}/addresses` and `GET applications/{id}/addresses/{type}` (docs/contracts/tropo.md §2.6, B1, B6).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, ValidationError};

use super::{Address, AddressType};
use crate::TROPO;
use crate::response::{many_secret, whole_list};
use crate::applications::ApplicationId;
use crate::rules::required;

/// Lists the addresses of an application. A new application has some already.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListAddresses {
    application: ApplicationId,
    kind: Option<AddressType>,
}

impl ListAddresses {
    /// All addresses of `application`.
    pub fn new(application: impl Into<ApplicationId>) -> Self {
        Self {
            application: application.into(),
            kind: None,
        }
    }

    /// Only those of this type.
    pub fn of_type(mut self, kind: impl Into<AddressType>) -> Self {
        self.kind = Some(kind.into());
        self
    }
}

impl<I: Into<ApplicationId>> From<I> for ListAddresses {
    fn from(application: I) -> Self {
        Self::new(application)
    }
}

whole_list!(ListAddresses, Address);

impl Endpoint for ListAddresses {
    // Answers hold passwords of messenger accounts, and tokens.
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.addresses.list").confidential();
    const METHOD: Method = Method::GET;
    type Output = Page<Address>;

    fn path(&self, path: &mut Path) {
        path.push("applications")
            .push(&self.application)
            .push("addresses");
        if let Some(kind) = &self.kind {
            path.push(kind);
        }
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.kind
            .as_ref()
            .map_or(Ok(()), |kind| required("type", kind.as_str()))
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many_secret(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of application {}", self.application))
    }
}
