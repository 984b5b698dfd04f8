//! Area codes and exchanges that have numbers for sale (docs/contracts/flowroute-v1.md §3.2, §3.3).

use serde::{Deserialize, Serialize};
use trunkline_core::{AreaCode, NpaNxx, lenient};

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

/// An exchange that has numbers for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AvailableExchange {
    /// The exchange, area code included.
    pub exchange: NpaNxx,
    /// The carrier's link to its numbers, as it came. Relative to the host, and never followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tns: Option<String>,
}

/// All that the map says of an entry; its key says the rest.
#[derive(Default, Deserialize)]
pub(super) struct Views {
    #[serde(default, deserialize_with = "lenient::text")]
    nxxs: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    tns: Option<String>,
}

impl AvailableAreaCode {
    pub(super) fn new(area_code: AreaCode, views: Option<Views>) -> Self {
        let Views { nxxs, tns } = views.unwrap_or_default();
        Self { area_code, nxxs, tns }
    }
}

impl AvailableExchange {
    pub(super) fn new(exchange: NpaNxx, views: Option<Views>) -> Self {
        let tns = views.unwrap_or_default().tns;
        Self { exchange, tns }
    }
}
