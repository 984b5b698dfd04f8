//! Listing the area codes that have numbers for sale (docs/contracts/flowroute-v1.md §2, 1).

use serde::{Deserialize, Serialize};
use trunkline_core::{AreaCode, lenient};

use crate::prelude::*;

/// An area code that has numbers for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AvailableAreaCode {
    /// The area code.
    pub area_code: AreaCode,
    /// The carrier's link to its exchanges, as it came. Relative to the host, and never followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nxxs: Option<String>,
    /// The carrier's link to its numbers, as it came. Relative to the host, and never followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tns: Option<String>,
}

/// All that the map says of an entry; its key says the rest.
#[derive(Default, Deserialize)]
pub(super) struct Views {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) nxxs: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) tns: Option<String>,
}

endpoint! {
    /// Lists the area codes (NPA) that have numbers for sale, in no particular order.
    #[derive(Default)]
    pub struct ListAreaCodes {}
    optional in place: PageNumber {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// Which page, from 1; by default the first. Pages are counted by their limit.
        page(u32),
    }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.list_area_codes");
    GET "/v1/available-tns/npas/" -> Page<AvailableAreaCode>: |response| page(response, available);
    list(place: PageNumber) AvailableAreaCode, key AreaCode = |available| Some(available.area_code);

    fn query(&self, query: &mut Query) {
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        self.place.validate()
    }
}

fn available(area_code: AreaCode, views: Option<Views>) -> AvailableAreaCode {
    let Views { nxxs, tns } = views.unwrap_or_default();
    AvailableAreaCode { area_code, nxxs, tns }
}
