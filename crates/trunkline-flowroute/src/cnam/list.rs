//! Listing the caller names (docs/contracts/flowroute-v2.md §2.6, C1).

use super::{Cnam, CnamId};
use crate::prelude::*;

endpoint! {
    /// Lists the caller names of the account. Both filters must fit; without any, everything fits.
    #[derive(Default)]
    pub struct ListCnams {}
    optional {
        /// Only names that are approved, or only names that are not.
        approved(bool): bool,
        /// Only names with this text in them, in any case: 1 to 15 characters.
        value(impl Into<String>): String,
    }
    // The carrier enforces no greatest page; ours keeps one response to a reasonable size.
    optional in window: Window<1000> {
        /// At most this many items a page: 1 to 1000, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.cnams.list");
    GET "/v2/cnams" -> Page<Cnam>: many;
    list(window: Window<1000>) Cnam, key CnamId = |record| Some(record.id.clone());

    fn query(&self, query: &mut Query) {
        query.push_some("is_approved", self.approved);
        query.push_some("value", self.value.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        self.value.as_deref().map_or(Ok(()), |text| ensure_length("value", text, 1..=15))?;
        self.window.validate()
    }
}
