//! Listing the numbers on the account (docs/contracts/flowroute-v1.md §2, 5, and §3.6).

use super::{NumberDetails, OwnedNumber};
use crate::prelude::*;

endpoint! {
    /// Lists the numbers on the account and their routes, in no particular order.
    #[derive(Default)]
    pub struct ListNumbers {}
    optional {
        /// Only numbers with these digits anywhere, 1 to 11.
        contains(impl Into<String>): String,
    }
    optional in place: PageNumber {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// Which page, from 1; by default the first. Pages are counted by their limit.
        page(u32),
    }

    OPERATION = Operation::read(&FLOWROUTE_V1, "flowroute.v1.numbers.list");
    GET "/v1/tns/" -> Page<OwnedNumber>: |response| page(response, |number, details: NumberDetails| details.of(number));
    list(place: PageNumber) OwnedNumber, key PhoneNumber = |owned| Some(owned.number);

    fn query(&self, query: &mut Query) {
        query.push_some("pattern", self.contains.as_ref());
        self.place.query(query);
    }

    fn validate(&self) -> Valid {
        ensure_digits("pattern", self.contains.as_deref(), 11)?;
        self.place.validate()
    }
}
