//! Removing an address from an application (docs/contracts/tropo.md §2.6, B3).

use super::address_path::{listed, subject, validate};
use super::{Address, AddressType, AddressValue};
use crate::applications::ApplicationId;
use crate::prelude::*;
use secrecy::SecretString;

endpoint! {
    /// Takes an address off an application. A number goes back to the pool, where anybody may take it.
    pub struct DeleteAddress { application: ApplicationId, kind: AddressType, value: AddressValue }

    // The second request finds nothing to take off: the end state is the same. Paths hold tokens.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.addresses.delete", "taken off").confidential();
    DELETE "/applications/{application}/addresses/{kind}/{value}" -> (): nothing;

    fn validate(&self) -> Valid {
        validate(&self.kind, &self.value)
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.value.secrets(&self.kind)
    }

    fn subject(&self) -> Option<String> {
        subject(&self.application, &self.kind, &self.value)
    }

    fn already_applied(refusal: &Refusal) -> Option<()> {
        gone(refusal)
    }
}

impl DeleteAddress {
    /// The same for an address that was listed.
    pub fn of(application: impl Into<ApplicationId>, address: &Address) -> Self {
        let (kind, value) = listed(address);
        Self::new(application, kind, value)
    }
}
