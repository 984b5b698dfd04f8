//! `GET addresses?available=true&type=NUMBER&prefix={prefix}` (docs/contracts/tropo.md §2.6, B8).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError};

use super::Address;
use crate::TROPO;
use crate::response::{many, whole_list};
use crate::rules::prefix;

/// Lists phone numbers that are free. Nothing is reserved: somebody else may be faster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListAvailable {
    prefix: Box<str>,
}

impl ListAvailable {
    /// Those with these first digits: country code and area code, `1407`.
    pub fn new(prefix: impl Into<Box<str>>) -> Self {
        Self {
            prefix: prefix.into(),
        }
    }
}

impl From<&str> for ListAvailable {
    fn from(prefix: &str) -> Self {
        Self::new(prefix)
    }
}

whole_list!(ListAvailable, Address);

impl Endpoint for ListAvailable {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.addresses.list_available");
    const METHOD: Method = Method::GET;
    type Output = Page<Address>;

    fn path(&self, path: &mut Path) {
        path.push("addresses");
    }

    fn query(&self, query: &mut Query) {
        query
            .push("available", "true")
            .push("type", "NUMBER")
            .push("prefix", &self.prefix);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        prefix(&self.prefix)
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of prefix {}", self.prefix))
    }
}
