//! Creating an address for an application (docs/contracts/tropo.md §2.6, B2).

use bytes::Bytes;
use http::Response;
use secrecy::SecretString;
use serde::Serialize;
use trunkline_core::{ConfirmedBy, DecodeError};

use super::{Address, AddressType, AddressValue, ListAddresses, NewAddress};
use crate::applications::ApplicationId;
use crate::carrier::no_number;
use crate::prelude::*;

/// Gives an application an address: a number, a token, a messenger account.
#[derive(Clone, Debug)]
#[must_use]
pub struct CreateAddress {
    application: ApplicationId,
    address: NewAddress,
}

impl CreateAddress {
    /// Gives `application` this address.
    pub fn new(application: impl Into<ApplicationId>, address: impl Into<NewAddress>) -> Self {
        Self {
            application: application.into(),
            address: address.into(),
        }
    }
}

endpoint! {
    impl CreateAddress { application }
    // A second request by prefix takes a second number, a second one for a token makes a second token. Requests hold
    // passwords, and responses hold tokens.
    OPERATION = Operation::once(&TROPO, "tropo.v1.addresses.create", "taken")
        .confidential()
        .refine(no_such_number);
    POST "/applications/{application}/addresses" -> CreatedAddress: created_address;

    fn body(&self) -> Body {
        self.address.object().content(JSON)
    }

    fn validate(&self) -> Valid {
        self.address.validate()
    }

    fn secrets(&self) -> Vec<SecretString> {
        self.address.secrets()
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} for application {}", self.address.describe(), self.application))
    }

    fn recovery_hint(&self) -> Option<String> {
        let application = &self.application;
        Some(match self.address.natural_key() {
            Some(key) => format!("check addresses.list of application {application} for {key}"),
            None => format!("compare addresses.list of application {application} with what it had before"),
        })
    }

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<CreatedAddress>> {
        let Some(key) = self.address.natural_key() else {
            return Ok(LookUp::Unsupported);
        };
        let list = ListAddresses::new(&self.application);
        let is_it = |held: &Address| held.kind == *self.address.kind() && held.is(&key);
        let found = reader.find(list, |held| Match::from(is_it(held))).await?;
        Ok(found.map(|held| CreatedAddress::new(held.value().unwrap_or(key).into(), held.href, ConfirmedBy::LookUp)))
    }
}

/// An address that was just created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CreatedAddress {
    /// The number, user name or token, as paths call it: `+14075551234`.
    pub value: AddressValue,
    /// Its type, as the link tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AddressType>,
    /// Its link.
    pub href: Href,
    /// How it is known. [`ConfirmedBy::LookUp`]: found after a lost reply; it may have been there before, or be the work of
    /// another process of yours.
    pub confirmed_by: ConfirmedBy,
}

impl CreatedAddress {
    fn new(value: AddressValue, href: Href, confirmed_by: ConfirmedBy) -> Self {
        let kind = href.segment(1).map(AddressType::from);
        Self {
            value,
            kind,
            href,
            confirmed_by,
        }
    }
}

fn created_address(response: &Response<Bytes>) -> Result<CreatedAddress, DecodeError> {
    created::<String>(response)
        .map(|(value, href)| CreatedAddress::new(value.into(), href, ConfirmedBy::Reply))
}

fn no_such_number(refusal: Refusal) -> Refusal {
    let refusal = no_number(refusal);
    match refusal.kind {
        ErrorKind::NoneLeft => refusal.advice("try another prefix: catalog.list_exchanges lists them"),
        _ => refusal,
    }
}
