//! Listing the addresses of all applications (docs/contracts/tropo.md §2.6, B7).

use super::Address;
use crate::prelude::*;

endpoint! {
    /// Lists the addresses of all applications of the account.
    #[derive(Copy, Default)]
    pub struct ListAllAddresses {}
    optional in paging: SinglePage {}

    // Responses hold passwords of messenger accounts, and tokens.
    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.list_all").confidential();
    GET "/addresses" -> Page<Address>: many;
    list(paging: SinglePage) Address, key () = |_| None;
}
