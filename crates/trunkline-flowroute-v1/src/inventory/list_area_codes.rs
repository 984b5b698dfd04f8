//! Listing the area codes that have numbers for sale (docs/contracts/flowroute-v1.md §2, 1).

use trunkline_core::AreaCode;

use super::AvailableAreaCode;
use crate::prelude::*;

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
    GET "/v1/available-tns/npas/" -> Page<AvailableAreaCode>: |response| page(response, AvailableAreaCode::new);
    list(place: PageNumber) AvailableAreaCode, key AreaCode = |available| Some(available.area_code);

    fn query(&self, query: &mut Query) {
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        self.place.validate()
    }
}
