//! Looking an address up without knowing its application (docs/contracts/tropo.md §2.6, B9).

use super::address_path::{DisplayAddress, validate};
use super::{Address, AddressType};
use crate::prelude::*;

endpoint! {
    /// Looks an address up without knowing its application: who has it, where it comes from.
    pub struct LookUpAddress { kind: AddressType, value: String }

    // Responses hold passwords of messenger accounts, and tokens.
    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.look_up").confidential();
    GET "/addresses/{kind}/{value}" -> Address: one;

    fn validate(&self) -> Valid {
        validate(&self.kind, &self.value)
    }

    fn subject(&self) -> Option<String> {
        Some(DisplayAddress(&self.kind, &self.value).to_string())
    }
}
