//! `GET addresses` (docs/contracts/tropo.md §2.6, B7).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path};

use super::Address;
use crate::TROPO;
use crate::response::{many_secret, whole_list};

/// Lists the addresses of all applications of the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListAllAddresses {}

impl ListAllAddresses {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

whole_list!(ListAllAddresses, Address);

impl Endpoint for ListAllAddresses {
    // Answers hold passwords of messenger accounts, and tokens.
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.addresses.list_all").confidential();
    const METHOD: Method = Method::GET;
    type Output = Page<Address>;

    fn path(&self, path: &mut Path) {
        path.push("addresses");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many_secret(response)
    }
}
