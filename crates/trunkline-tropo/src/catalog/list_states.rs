//! Listing the states of a country (docs/contracts/tropo.md §2.3, C2).

use super::CountryId;
use crate::prelude::*;

endpoint! {
    /// Lists the states of a country.
    pub struct ListStates { country: CountryId }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.catalog.list_states");
    GET "/countries/{country}/states" -> Page<State>: many;
    list(paging: SinglePage) State, key () = |_| None;
    subject "of country {country}";
}

string_id! {
    /// One state of a country.
    pub struct StateId;
}

record! {
    /// A state or province.
    #[derive(PartialEq, Eq)]
    pub struct State: id(StateId), href(Href) {
        /// Its name.
        name: String,
        /// Its code: `WI`.
        code: Option<String> = "lenient::text",
    }
}
