//! `GET countries/{id}/states` (docs/contracts/tropo.md §2.3, C2).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient, string_id};

use super::CountryId;
use crate::response::{many, whole_list};
use crate::{Href, TROPO};

/// Lists the states of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ListStates {
    country: CountryId,
}

impl ListStates {
    /// Those of `country`.
    pub fn new(country: impl Into<CountryId>) -> Self {
        Self {
            country: country.into(),
        }
    }
}

impl<I: Into<CountryId>> From<I> for ListStates {
    fn from(country: I) -> Self {
        Self::new(country)
    }
}

string_id! {
    /// One state of a country.
    pub struct StateId;
}

/// A state or province.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct State {
    /// Its number: the one of its own, or else the last segment of its link.
    pub id: StateId,
    /// Its link.
    pub href: Href,
    /// Its name.
    pub name: Box<str>,
    /// Its code: `WI`.
    pub code: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<StateId>,
    href: Href,
    name: Box<str>,
    #[serde(default, deserialize_with = "lenient::text")]
    code: Option<Box<str>>,
}

impl TryFrom<Wire> for State {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            id: wire.id.or_else(|| wire.href.id()).ok_or("href: names no state")?,
            href: wire.href,
            name: wire.name,
            code: wire.code,
        })
    }
}

whole_list!(ListStates, State);

impl Endpoint for ListStates {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_states");
    const METHOD: Method = Method::GET;
    type Output = Page<State>;

    fn path(&self, path: &mut Path) {
        path.push("countries").push(&self.country).push("states");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("of country {}", self.country))
    }
}
