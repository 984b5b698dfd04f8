//! `GET features` (docs/contracts/tropo.md §2.3, C6).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{DecodeError, Endpoint, Operation, Page, Path, lenient, string_id};

use crate::response::{many, whole_list};
use crate::{Href, TROPO};

/// Lists the features that users can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct ListFeatures {}

impl ListFeatures {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }
}

string_id! {
    /// One feature, by its number.
    pub struct FeatureId;
}

/// Something that a user may be allowed to do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Wire")]
#[non_exhaustive]
pub struct Feature {
    /// Its number: the one of its own, or else the last segment of its link.
    pub id: FeatureId,
    /// Its link.
    pub href: Href,
    /// Its name.
    pub name: Box<str>,
    /// What it is.
    pub description: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<FeatureId>,
    href: Href,
    name: Box<str>,
    #[serde(default, deserialize_with = "lenient::text")]
    description: Option<Box<str>>,
}

impl TryFrom<Wire> for Feature {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        Ok(Self {
            id: wire
                .id
                .or_else(|| wire.href.id())
                .ok_or("href: names no feature")?,
            href: wire.href,
            name: wire.name,
            description: wire.description,
        })
    }
}

whole_list!(ListFeatures, Feature);

impl Endpoint for ListFeatures {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_features");
    const METHOD: Method = Method::GET;
    type Output = Page<Feature>;

    fn path(&self, path: &mut Path) {
        path.push("features");
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
