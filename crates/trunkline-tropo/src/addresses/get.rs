//! Showing an address of an application (docs/contracts/tropo.md §2.6, B5).

use super::address_path::{listed, subject, validate};
use super::{Address, AddressType, AddressValue};
use crate::applications::ApplicationId;
use crate::prelude::*;
use secrecy::SecretString;

endpoint! {
    /// Shows an address of an application.
    pub struct GetAddress { application: ApplicationId, kind: AddressType, value: AddressValue }

    // Responses hold passwords of messenger accounts, and tokens.
    OPERATION = Operation::read(&TROPO, "tropo.v1.addresses.get").confidential();
    GET "/applications/{application}/addresses/{kind}/{value}" -> Address: one;

    fn validate(&self) -> Valid {
        validate(&self.kind, &self.value)
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.value.secrets(&self.kind)
    }

    fn subject(&self) -> Option<String> {
        subject(&self.application, &self.kind, &self.value)
    }
}

impl GetAddress {
    /// The same for an address that was listed.
    pub fn of(application: impl Into<ApplicationId>, address: &Address) -> Self {
        let (kind, value) = listed(address);
        Self::new(application, kind, value)
    }
}
