//! `GET /v1/available-tns/npas/` (docs/contracts/flowroute-v1.md §2, 1).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{
    AreaCode, DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, fingerprint, lenient,
};

use crate::FLOWROUTE_V1;
use crate::body::page;
use crate::pages::{Place, paged};

/// Lists the area codes (NPA) that have numbers for sale, in no particular order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListAreaCodes {
    place: Place,
}

/// An area code that has numbers for sale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableAreaCode {
    /// The area code.
    pub area_code: AreaCode,
    /// The carrier's link to its exchanges, as it came. Relative to the host, and never followed.
    pub nxxs: Option<Box<str>>,
    /// The carrier's link to its numbers, as it came. Relative to the host, and never followed.
    pub tns: Option<Box<str>>,
}

/// All that the map says of an entry; its key says the rest.
#[derive(Default, Deserialize)]
pub(super) struct Views {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) nxxs: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) tns: Option<Box<str>>,
}

impl ListAreaCodes {
    /// All area codes.
    pub fn new() -> Self {
        Self::default()
    }
}

paged!(ListAreaCodes, AvailableAreaCode, |item| fingerprint(
    &item.area_code
));

impl Endpoint for ListAreaCodes {
    const OPERATION: Operation = Operation::read(&FLOWROUTE_V1, "flowroute.v1.inventory.list_area_codes");
    const METHOD: Method = Method::GET;
    type Output = Page<AvailableAreaCode>;

    fn path(&self, path: &mut Path) {
        path.push("v1")
            .push("available-tns")
            .push("npas")
            .trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        self.place.query(query);
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.place.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        page(response, |area_code, views: Option<Views>| {
            let Views { nxxs, tns } = views.unwrap_or_default();
            AvailableAreaCode { area_code, nxxs, tns }
        })
    }
}
