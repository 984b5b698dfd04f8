//! Listing the emergency addresses (docs/contracts/flowroute-v2.md §2.5, E1).

use trunkline_core::Region;

use super::{E911, E911Id};
use crate::prelude::*;
use crate::rules::ensure_region;

endpoint! {
    /// Lists the emergency addresses of the account. All filters must fit; without any, everything fits.
    #[derive(Default)]
    pub struct ListE911 {}
    optional {
        /// Only addresses with this text in the label, in any case (assumed: the carrier does not say how it compares).
        label(impl Into<String>): String,
        /// Only addresses with this text in the street's name, in any case (assumed, as for the label).
        street_name(impl Into<String>): String,
        /// Only addresses with this text in the city's name, in any case.
        city(impl Into<String>): String,
        /// Only addresses of this state or province.
        state(Region): Region,
    }
    optional in window: Window<2000> {
        /// At most this many items a page: 1 to 2000, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.e911s.list");
    GET "/v2/e911s" -> Page<E911>: many;
    list(window: Window<2000>) E911, key E911Id = |record| Some(record.id.clone());

    fn query(&self, query: &mut Query) {
        query.push_some("label", self.label.as_ref());
        query.push_some("street_name", self.street_name.as_ref());
        query.push_some("city", self.city.as_ref());
        query.push_some("state", self.state.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        for (field, text) in [("label", &self.label), ("street_name", &self.street_name), ("city", &self.city)] {
            ensure(text.as_deref() != Some(""), field, "must not be empty")?;
        }
        ensure_region("state", self.state.as_ref())?;
        self.window.validate()
    }
}
