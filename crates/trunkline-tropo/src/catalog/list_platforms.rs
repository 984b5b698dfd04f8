//! `GET partitions/{partition}/platforms` (docs/contracts/tropo.md §2.3, C5).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient};

use crate::response::{many, whole_list};
use crate::applications::{Partition, Platform};
use crate::{Href, TROPO};

/// Lists the platforms of a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListPlatforms {
    partition: Partition,
}

impl ListPlatforms {
    /// Those of `partition`.
    pub fn new(partition: impl Into<Partition>) -> Self {
        Self {
            partition: partition.into(),
        }
    }
}

impl<I: Into<Partition>> From<I> for ListPlatforms {
    fn from(partition: I) -> Self {
        Self::new(partition)
    }
}

/// A platform.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PlatformInfo {
    /// Which one it is.
    pub name: Platform,
    /// Its link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
    /// What it is.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: Option<Box<str>>,
}

whole_list!(ListPlatforms, PlatformInfo);

impl Endpoint for ListPlatforms {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_platforms");
    const METHOD: Method = Method::GET;
    type Output = Page<PlatformInfo>;

    fn path(&self, path: &mut Path) {
        path.push("partitions").push(&self.partition).push("platforms");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of {}", self.partition))
    }
}
