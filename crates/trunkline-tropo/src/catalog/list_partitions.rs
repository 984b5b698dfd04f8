//! Listing the partitions that applications run on (docs/contracts/tropo.md §2.3, C4).

use crate::applications::Partition;
use crate::prelude::*;

endpoint! {
    /// Lists the partitions that applications run on.
    #[derive(Copy, Default)]
    pub struct ListPartitions {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_partitions");
    GET "/partitions" -> Page<PartitionInfo>: many;
    list(paging: SinglePage) PartitionInfo, key () = |_| None;
}

record! {
    /// A partition.
    #[derive(PartialEq, Eq)]
    pub struct PartitionInfo {
        /// Which one it is.
        name: Partition,
        /// Its link.
        href: Option<Href> = "lenient::text",
    }
}
