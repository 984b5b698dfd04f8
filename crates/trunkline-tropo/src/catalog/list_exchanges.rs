//! `GET exchanges` (docs/contracts/tropo.md §2.3, C3, §3.5).

use bytes::Bytes;
use http::{Method, Response};
use serde::Deserialize;
use trunkline_core::{AreaCode, DecodeError, Endpoint, Operation, Page, Path, Query, lenient};

use crate::response::{many, whole_list};
use crate::{Href, TROPO};

/// Lists where numbers can be had. The same prefix can come several times, with different cities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct ListExchanges {
    area_code: Option<AreaCode>,
}

impl ListExchanges {
    /// All of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those of this area code.
    pub fn area_code(mut self, area_code: AreaCode) -> Self {
        self.area_code = Some(area_code);
        self
    }
}

/// A place where numbers can be had.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Exchange {
    /// Country code and area code, by which a number is asked for: `1407`, `31`.
    #[serde(deserialize_with = "prefix")]
    pub prefix: Box<str>,
    /// The city; toll-free and foreign ones have none.
    #[serde(default, deserialize_with = "lenient::text")]
    pub city: Option<Box<str>>,
    /// The state; Canadian ones have none.
    #[serde(default, deserialize_with = "lenient::text")]
    pub state: Option<Box<str>>,
    /// The country, by its English name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country: Option<Box<str>>,
    /// What kind of numbers they are: `Toll Free Phone Number`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub description: Option<Box<str>>,
    /// Whether its numbers can send and receive SMS.
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    pub sms_enabled: Option<bool>,
    /// Later answers: its number.
    #[serde(default, deserialize_with = "lenient::id_text")]
    pub id: Option<Box<str>>,
    /// Later answers: its link.
    #[serde(default, deserialize_with = "lenient::text")]
    pub href: Option<Href>,
    /// Later answers: the area code alone.
    #[serde(default, deserialize_with = "lenient::text")]
    pub area_code: Option<Box<str>>,
    /// Later answers: the country code alone.
    #[serde(default, deserialize_with = "lenient::text")]
    pub country_dialing_code: Option<Box<str>>,
    /// Later answers: whether the called party pays.
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    pub toll_free: Option<bool>,
    /// Later answers: whether the user must be verified first.
    #[serde(default, deserialize_with = "lenient::bool_or_text")]
    pub requires_verification: Option<bool>,
    /// Later answers: how many numbers the carrier keeps in stock there.
    #[serde(default, deserialize_with = "lenient::u32")]
    pub min_numbers_in_exchange: Option<u32>,
    /// Later answers: how many it orders when there are fewer.
    #[serde(default, deserialize_with = "lenient::u32")]
    pub amount_numbers_to_order: Option<u32>,
}

fn prefix<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    lenient::id_text(deserializer)?.ok_or_else(|| serde::de::Error::custom("no prefix"))
}

whole_list!(ListExchanges, Exchange);

impl Endpoint for ListExchanges {
    const OPERATION: Operation = Operation::read(&TROPO, "tropo.v1.catalog.list_exchanges");
    const METHOD: Method = Method::GET;
    type Output = Page<Exchange>;

    /// With a query the path ends in a slash.
    fn path(&self, path: &mut Path) {
        path.push("exchanges");
        if self.area_code.is_some() {
            path.trailing_slash();
        }
    }

    fn query(&self, query: &mut Query) {
        query.push_some("areaCode", self.area_code);
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        many(response)
    }
}
