//! Listing the exchanges that have numbers (docs/contracts/tropo.md §2.3, C3, §3.5).

use std::fmt;

use trunkline_core::AreaCode;

use crate::prelude::*;

endpoint! {
    /// Lists where numbers can be had. The same prefix can come several times, with different cities.
    #[derive(Default)]
    pub struct ListExchanges {}
    optional in filter: Filter {
        /// Only those of this area code.
        area_code(AreaCode),
    }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_exchanges");
    GET "/exchanges{filter}" -> Page<Exchange>: many;
    list(paging: SinglePage) Exchange, key () = |_| None;

    fn query(&self, query: &mut Query) {
        query.push_some("areaCode", self.filter.area_code);
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    area_code: Option<AreaCode>,
}

/// With a query the path ends in a slash.
impl PathPart for Filter {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.area_code.map_or(Ok(()), |_| f.write_str("/"))
    }
}

record! {
    /// A place where numbers can be had.
    #[derive(PartialEq, Eq)]
    pub struct Exchange {
        /// Country code and area code, by which a number is asked for: `1407`, `31`.
        #[serde(deserialize_with = "prefix")]
        prefix: String,
        /// The city; toll-free and foreign ones have none.
        city: Option<String> = "lenient::text",
        /// The state; Canadian ones have none.
        state: Option<String> = "lenient::text",
        /// The country, by its English name.
        country: Option<String> = "lenient::text",
        /// What kind of numbers they are: `Toll Free Phone Number`.
        description: Option<String> = "lenient::text",
        /// Whether its numbers can send and receive SMS.
        sms_enabled: Option<bool> = "lenient::bool_or_text",
        /// Later responses: its number.
        id: Option<String> = "lenient::id_text",
        /// Later responses: its link.
        href: Option<Href> = "lenient::text",
        /// Later responses: the area code alone.
        area_code: Option<String> = "lenient::text",
        /// Later responses: the country code alone.
        country_dialing_code: Option<String> = "lenient::text",
        /// Later responses: whether the called party pays.
        toll_free: Option<bool> = "lenient::bool_or_text",
        /// Later responses: whether the user must be verified first.
        requires_verification: Option<bool> = "lenient::bool_or_text",
        /// Later responses: how many numbers the carrier keeps in stock there.
        min_numbers_in_exchange: Option<u32> = "lenient::u32",
        /// Later responses: how many it orders when there are fewer.
        amount_numbers_to_order: Option<u32> = "lenient::u32",
    }
}

fn prefix<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<String, D::Error> {
    lenient::id_text(deserializer)?.ok_or_else(|| serde::de::Error::custom("no prefix"))
}
