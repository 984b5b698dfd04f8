//! `GET applications` (docs/contracts/tropo.md §2.5, A1).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path};

use super::Application;
use crate::TROPO;
use crate::response::{many, whole_list};

/// Lists the applications of the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListApplications {}

impl ListApplications {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

whole_list!(ListApplications, Application);

impl Endpoint for ListApplications {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.applications.list");
    const METHOD: Method = Method::GET;
    type Output = Page<Application>;

    fn path(&self, path: &mut Path) {
        path.push("applications");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
