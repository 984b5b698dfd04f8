//! Changing the numbers of a port order (docs/contracts/flowroute-v2.md §2.9, O9).

use super::rules::{PLAIN_JSON, wrong_state};
use super::{PortOrder, PortOrderId};
use crate::prelude::*;
use crate::rules::ensure_change;

endpoint! {
    /// Adds numbers to a pending port order and takes numbers out of it. Those that are added must be of the order's losing
    /// carrier; [`AddPortNumbers`](super::AddPortNumbers) takes numbers of any.
    pub struct ChangePortNumbers { id: PortOrderId }
    optional {
        /// Numbers to add.
        add(impl Into<Vec<PhoneNumber>>): Vec<PhoneNumber>,
        /// Numbers to take out.
        remove(impl Into<Vec<PhoneNumber>>): Vec<PhoneNumber>,
    }

    // The order then has the same numbers, however often it is said.
    OPERATION = Operation::repeatable(&FLOWROUTE, "flowroute.v2.porting.change_numbers", "changed")
        .confidential().refine(wrong_state);
    PATCH "/v2/portorders/{id}/relationships/numbers" -> PortOrder: one;
    subject "{id}";

    fn body(&self) -> Body {
        JsonObject::new()
            .with_some("add", self.add.as_ref())
            .with_some("remove", self.remove.as_ref())
            .content(PLAIN_JSON)
    }

    fn validate(&self) -> Valid {
        let (mut add, remove) = (self.add.iter().flatten(), self.remove.iter().flatten());
        ensure_change(add.clone().chain(remove.clone()).next().is_some())?;
        let both = add.find(|number| remove.clone().any(|other| other == *number));
        ensure(both.is_none(), "remove", "must not name a number that is added")
    }
}
