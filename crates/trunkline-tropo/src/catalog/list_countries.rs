//! Listing the countries (docs/contracts/tropo.md §2.3, C1).

use crate::prelude::*;

endpoint! {
    /// Lists the countries.
    #[derive(Copy, Default)]
    pub struct ListCountries {}
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_countries");
    GET "/countries" -> Page<Country>: many;
    list(paging: SinglePage) Country, key () = |_| None;
}

string_id! {
    /// One country.
    pub struct CountryId;
}

record! {
    /// A country.
    #[derive(PartialEq, Eq)]
    pub struct Country: id(CountryId), href(Href) {
        /// Its name.
        name: String,
        /// Its code: `ZW`.
        code: Option<String> = "lenient::text",
        /// Where its states are listed. Absent if it has none.
        states: Option<Href> = "lenient::text",
    }
}
