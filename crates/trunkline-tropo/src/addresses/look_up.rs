//! Looking an address up without knowing its application (docs/contracts/tropo.md §2.6, B9).

use super::address_path::{DisplayAddress, validate};
use super::{Address, AddressType, AddressValue};
use crate::prelude::*;
use secrecy::SecretString;

endpoint! {
    /// Looks an address up without knowing its application: who has it, where it comes from.
    pub struct LookUpAddress { kind: AddressType, value: AddressValue }

    // Responses hold passwords of messenger accounts, and tokens.
    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.look_up").confidential();
    GET "/addresses/{kind}/{value}" -> Address: one;

    fn validate(&self) -> Valid {
        validate(&self.kind, &self.value)
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.value.secrets(&self.kind)
    }

    fn subject(&self) -> Option<String> {
        Some(DisplayAddress(&self.kind, &self.value).to_string())
    }
}
