//! Listing the numbers that use an emergency address (docs/contracts/flowroute-v2.md §2.5, E7).

use serde::{Deserialize, Serialize};
use trunkline_core::lenient;

use super::E911Id;
use crate::prelude::*;

/// A number that uses an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire")]
#[non_exhaustive]
pub struct AssociatedNumber {
    /// The number.
    pub number: PhoneNumber,
    /// Its friendly name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// The carrier's id of the entry: the digits of the number, or the number of a row that leads nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<String>,
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    value: PhoneNumber,
    #[serde(default, deserialize_with = "lenient::text")]
    alias: Option<String>,
}

impl From<Wire> for AssociatedNumber {
    fn from(Wire { id, attributes: a }: Wire) -> Self {
        Self {
            number: a.value,
            alias: a.alias,
            id,
        }
    }
}

endpoint! {
    /// Lists the numbers that use an address.
    pub struct ListE911Numbers { id: E911Id }
    // The greatest page is not documented; 200 is what other lists of the carrier allow.
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.list_numbers");
    GET "/v2/e911s/{id}/relationships/numbers" -> Page<AssociatedNumber>: many;
    list(window: Window<200>) AssociatedNumber, key PhoneNumber = |item| Some(item.number);
    subject "{id}";

    fn query(&self, query: &mut Query) {
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        self.window.validate()
    }
}
