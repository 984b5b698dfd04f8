//! `GET users/?{field}={value}` (docs/contracts/tropo.md §2.1, U5).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, Query, ValidationError, ensure};

use super::User;
use crate::TROPO;
use crate::response::{many, whole_list};
use crate::rules::required;

/// Searches users by their members. Which ones the carrier looks at is not documented beyond `username` and `city`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct SearchUsers {
    terms: Vec<(Box<str>, Box<str>)>,
}

impl SearchUsers {
    /// No terms yet; at least one is needed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Users of this name.
    pub fn username(self, username: impl Into<Box<str>>) -> Self {
        self.field("username", username)
    }

    /// Users in this city.
    pub fn city(self, city: impl Into<Box<str>>) -> Self {
        self.field("city", city)
    }

    /// Users who have this value in this member, as [`User`] has it in camel case: `firstName`.
    pub fn field(mut self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        self.terms.push((name.into(), value.into()));
        self
    }
}

whole_list!(SearchUsers, User);

impl Endpoint for SearchUsers {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.users.search");
    const METHOD: Method = Method::GET;
    type Output = Page<User>;

    fn path(&self, path: &mut Path) {
        path.push("users").trailing_slash();
    }

    fn query(&self, query: &mut Query) {
        for (name, value) in &self.terms {
            query.push(name, value);
        }
    }

    fn validate(&self) -> Result<(), ValidationError> {
        ensure(!self.terms.is_empty(), "term", "to search for must be set")?;
        self.terms.iter().try_for_each(|(name, _)| required("term", name))
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
