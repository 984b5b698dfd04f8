//! `GET countries` (docs/contracts/tropo.md §2.3, C1).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient, string_id};

use crate::response::{many, whole_list};
use crate::{Href, TROPO};

/// Lists the countries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListCountries {}

impl ListCountries {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

string_id! {
    /// One country.
    pub struct CountryId;
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct Country {
    /// Its number: the one of its own, or else the last segment of its link.
    pub id: CountryId,
    /// Its link.
    pub href: Href,
    /// Its name.
    pub name: Box<str>,
    /// Its code: `ZW`.
    pub code: Option<Box<str>>,
    /// Where its states are listed. Absent if it has none.
    pub states: Option<Href>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<CountryId>,
    href: Href,
    name: Box<str>,
    #[serde(default, deserialize_with = "lenient::text")]
    code: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    states: Option<Href>,
}

impl TryFrom<Wire> for Country {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            id: wire
                .id
                .or_else(|| wire.href.id())
                .ok_or("href: names no country")?,
            href: wire.href,
            name: wire.name,
            code: wire.code,
            states: wire.states,
        })
    }
}

whole_list!(ListCountries, Country);

impl Endpoint for ListCountries {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_countries");
    const METHOD: Method = Method::GET;
    type Output = Page<Country>;

    fn path(&self, path: &mut Path) {
        path.push("countries");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
