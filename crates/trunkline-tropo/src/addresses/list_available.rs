//! Listing phone numbers that are free (docs/contracts/tropo.md §2.6, B8).

use super::Address;
use crate::prelude::*;

endpoint! {
    /// Lists phone numbers that are free and have these first digits: country code and area code, `1407`. Nothing is reserved:
    /// somebody else may be faster.
    pub struct ListAvailable { prefix: String }
    optional in paging: SinglePage {}

    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.list_available");
    GET "/addresses" -> Page<Address>: many;
    list(paging: SinglePage) Address, key () = |_| None;
    subject "of prefix {prefix}";

    fn query(&self, query: &mut Query) {
        query.push("available", "true").push("type", "NUMBER").push("prefix", &self.prefix);
    }

    fn validate(&self) -> Valid {
        crate::rules::prefix(&self.prefix)
    }
}
