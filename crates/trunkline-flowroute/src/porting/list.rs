//! Listing port orders (docs/contracts/flowroute-v2.md §2.9, O3).

use trunkline_core::Links;

use super::details::ensure_date;
use super::group::listed;
use super::{PortOrderId, PortOrderSummary, PortStatus};
use crate::prelude::*;

endpoint! {
    /// Lists the port orders of the account. All filters must fit; without any, everything fits. Days are written
    /// `2018-07-12`.
    #[derive(Default)]
    pub struct ListPortOrders {}
    optional {
        /// Only orders of this number.
        number(impl Into<PhoneNumber>): PhoneNumber,
        /// Only orders that stand here.
        status(PortStatus): PortStatus,
        /// Only orders of this name.
        alias(impl Into<String>): String,
        /// Only orders that complete on this day.
        completion_date(impl Into<String>): String,
        /// Only orders that were created before this day.
        created_before(impl Into<String>): String,
        /// Only orders that were created after this day.
        created_after(impl Into<String>): String,
        /// Only orders that were changed before this day.
        modified_before(impl Into<String>): String,
        /// Only orders that were changed after this day.
        modified_after(impl Into<String>): String,
        /// Only orders that were completed before this day.
        completed_before(impl Into<String>): String,
        /// Only orders that were completed after this day.
        completed_after(impl Into<String>): String,
        /// The order of the list, in the carrier's words, which it does not document.
        order_by(impl Into<String>): String,
    }
    optional in window: Window<200, false> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.porting.list");
    GET "/v2/portorders" -> Page<PortOrderSummary>: listed;
    list(window: Window<200, false>) PortOrderSummary, key PortOrderId = |order| Some(order.id.clone());

    // The contract documents the filters as a body, which a GET should not have; the query is assumed to do
    // (docs/contracts/flowroute-v2.md A:80).
    fn query(&self, query: &mut Query) {
        query.push_some("numbers", self.number);
        query.push_some("status", self.status.as_ref());
        query.push_some("alias", self.alias.as_ref());
        for (name, day) in self.days() {
            query.push_some(name, day);
        }
        query.push_some("order_by", self.order_by.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        ensure(self.alias.as_deref() != Some(""), "alias", "must not be empty")?;
        self.days().into_iter().try_for_each(|(field, day)| ensure_date(field, day))?;
        self.window.validate()
    }

    // An empty list is a 404 (docs/contracts/flowroute-v2.md §7, 10).
    fn answer_in(refusal: &Refusal) -> Option<Page<PortOrderSummary>> {
        let is_empty = refusal.kind == ErrorKind::NotFound && refusal.mentions("no port orders match");
        is_empty.then(|| Page::new(Vec::new(), Links::default()))
    }
}

impl ListPortOrders {
    fn days(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("completion_date", self.completion_date.as_deref()),
            ("created_before", self.created_before.as_deref()),
            ("created_after", self.created_after.as_deref()),
            ("modified_before", self.modified_before.as_deref()),
            ("modified_after", self.modified_after.as_deref()),
            ("completed_before", self.completed_before.as_deref()),
            ("completed_after", self.completed_after.as_deref()),
        ]
    }
}
