//! Searching users (docs/contracts/tropo.md §2.1, U5).

use super::User;
use crate::prelude::*;

/// Searches users by their members. Which ones the carrier looks at is not documented beyond `username` and `city`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SearchUsers {
    terms: Vec<(String, String)>,
    paging: SinglePage,
}

impl SearchUsers {
    /// No terms yet; at least one is needed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Users of this name.
    pub fn username(self, username: impl Into<String>) -> Self {
        self.field("username", username)
    }

    /// Users in this city.
    pub fn city(self, city: impl Into<String>) -> Self {
        self.field("city", city)
    }

    /// Users who have this value in this member, in camel case as the carrier writes it: `firstName`.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.terms.push((name.into(), value.into()));
        self
    }
}

endpoint! {
    impl SearchUsers {}
    OPERATION = Operation::read(&TROPO, "tropo.v1.users.search");
    GET "/users/" -> Page<User>: many;
    list(paging: SinglePage) User, key () = |_| None;

    fn query(&self, query: &mut Query) {
        for (name, value) in &self.terms {
            query.push(name, value);
        }
    }

    fn validate(&self) -> Valid {
        ensure(!self.terms.is_empty(), "term", "to search for must be set")?;
        self.terms.iter().try_for_each(|(name, _)| required("term", name))
    }
}
