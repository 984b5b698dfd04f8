//! Listing the numbers on the account (docs/contracts/flowroute-v2.md §2.3, N6).

use super::OwnedNumber;
use super::pattern::Pattern;
use crate::prelude::*;

endpoint! {
    /// Lists the numbers on the account, in ascending order. What is attached to them is not in the list: see
    /// [`GetNumber`](super::GetNumber).
    #[derive(Default)]
    pub struct ListNumbers {}
    optional {
        /// Only numbers with exactly this alias, of 1 to 64 characters. Aliases are not unique.
        alias(impl Into<String>): String,
    }
    optional in pattern: Pattern {
        /// Only numbers that start with these digits; country code 1 is implied unless the text starts with `+`.
        starts_with(impl Into<String>),
        /// Only numbers with these digits anywhere.
        contains(impl Into<String>),
        /// Only numbers that end with these digits.
        ends_with(impl Into<String>),
    }
    optional in window: Window<200> {
        /// At most this many items a page: 1 to 200, by default 10.
        limit(u32),
        /// How many items to skip; none by default.
        offset(u64),
    }

    OPERATION = Operation::read(&FLOWROUTE, "flowroute.v2.numbers.list");
    GET "/v2/numbers" -> Page<OwnedNumber>: many;
    list(window: Window<200>) OwnedNumber, key PhoneNumber = |owned| Some(owned.number);

    fn query(&self, query: &mut Query) {
        self.pattern.query(query);
        query.push_some("alias", self.alias.as_ref());
        self.window.query(query);
    }

    fn validate(&self) -> Valid {
        self.pattern.validate()?;
        self.alias.as_deref().map_or(Ok(()), |alias| ensure_length("alias", alias, 1..=64))?;
        self.window.validate()
    }
}
