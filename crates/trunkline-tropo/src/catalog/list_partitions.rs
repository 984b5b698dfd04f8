//! `GET partitions` (docs/contracts/tropo.md §2.3, C4).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient};

use crate::response::{many, whole_list};
use crate::applications::Partition;
use crate::{Href, TROPO};

/// Lists the partitions that applications run on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListPartitions {}

impl ListPartitions {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

/// A partition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PartitionInfo {
    /// Which one it is.
    pub name: Partition,
    /// Its link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
}

whole_list!(ListPartitions, PartitionInfo);

impl Endpoint for ListPartitions {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_partitions");
    const METHOD: Method = Method::GET;
    type Output = Page<PartitionInfo>;

    fn path(&self, path: &mut Path) {
        path.push("partitions");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
