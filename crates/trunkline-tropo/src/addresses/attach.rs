//! Attaching an address to an application (docs/contracts/tropo.md §2.6, B4).

use bytes::Bytes;
use secrecy::SecretString;
use trunkline_core::Content;

use super::address_path::{listed, subject, validate};
use super::{Address, AddressType, AddressValue};
use crate::applications::ApplicationId;
use crate::carrier::no_number;
use crate::prelude::*;

endpoint! {
    /// Gives an application an address that was taken off another one. Its response is not documented, so nothing is read.
    pub struct AttachAddress { application: ApplicationId, kind: AddressType, value: AddressValue }

    // It names the address: what is there already stays (assumed). Paths hold tokens.
    OPERATION = Operation::repeatable(&TROPO, "tropo.v1.addresses.attach", "attached")
        .confidential()
        .refine(not_free);
    POST "/applications/{application}/addresses/{kind}/{value}" -> (): nothing;

    // Without a body, but of the media type that the carrier's gem declared even then.
    fn body(&self) -> Body {
        Ok(Some(Content::new(JSON, Bytes::new())))
    }

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

/// It asks for this very number.
fn not_free(refusal: Refusal) -> Refusal {
    let refusal = no_number(refusal);
    match refusal.kind {
        ErrorKind::NoneLeft => refusal.kind(ErrorKind::NotForSale),
        _ => refusal,
    }
}

impl AttachAddress {
    /// The same for an address that was listed.
    pub fn of(application: impl Into<ApplicationId>, address: &Address) -> Self {
        let (kind, value) = listed(address);
        Self::new(application, kind, value)
    }
}
