//! Listing the platforms of a partition (docs/contracts/tropo.md §2.3, C5).

use crate::applications::{Partition, Platform};
use crate::prelude::*;

endpoint! {
    /// Lists the platforms of a partition.
    pub struct ListPlatforms { partition: Partition }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_platforms");
    GET "/partitions/{partition}/platforms" -> Page<PlatformInfo>: many;
    list(paging: SinglePage) PlatformInfo, key () = |_| None;
    subject "of {partition}";
}

record! {
    /// A platform.
    #[derive(PartialEq, Eq)]
    pub struct PlatformInfo {
        /// Which one it is.
        name: Platform,
        /// Its link.
        href: Option<Href> = "lenient::text",
        /// What it is.
        description: Option<String> = "lenient::text",
    }
}
