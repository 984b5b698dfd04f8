//! `POST applications/{id}/addresses` (docs/contracts/tropo.md §2.6, B2).

use bytes::Bytes;
use http::{Method, Response};
use trunkline_core::{Content, DecodeError, EncodeError, Endpoint, Operation, Path, ValidationError};

use super::{AddressType, NewAddress};
use crate::response::{id_of, link};
use crate::applications::ApplicationId;
use crate::{Format, Href, TROPO};

/// Gives an application an address: a number, a token, a messenger account.
#[derive(Clone, Debug)]
#[must_use]
pub struct CreateAddress {
    application: ApplicationId,
    address: NewAddress,
    format: Format,
}

impl CreateAddress {
    /// Gives `application` this address.
    pub fn new(application: impl Into<ApplicationId>, address: impl Into<NewAddress>) -> Self {
        Self {
            application: application.into(),
            address: address.into(),
            format: Format::Json,
        }
    }

    /// How the request is written; JSON by default.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The application that gets it.
    #[must_use]
    pub fn application(&self) -> &ApplicationId {
        &self.application
    }

    /// What it gets.
    pub fn address(&self) -> &NewAddress {
        &self.address
    }
}

/// An address that was just created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedAddress {
    /// The number, user name or token, as paths call it: `+14075551234`.
    pub value: Box<str>,
    /// Its type, as the link tells it.
    pub kind: Option<AddressType>,
    /// Its link.
    pub href: Href,
}

impl CreatedAddress {
    pub(crate) fn from_href(href: Href) -> Result<Self, DecodeError> {
        let value: String = id_of(&href)?;
        Ok(Self {
            value: value.into(),
            kind: href.segment(1).map(AddressType::from),
            href,
        })
    }
}

impl Endpoint for CreateAddress {
    // A second request by prefix takes a second number, a second one for a token makes a second token. Requests hold
    // passwords, and answers hold tokens.
    const OPERATION: Operation = Operation::once(&TROPO, "tropo.v1.addresses.create", "taken").confidential();
    const METHOD: Method = Method::POST;
    type Output = CreatedAddress;

    fn path(&self, path: &mut Path) {
        path.push("applications")
            .push(&self.application)
            .push("addresses");
    }

    fn body(&self) -> Result<Option<Content>, EncodeError> {
        self.address.with_fields(|fields| fields.content(self.format))
    }

    fn validate(&self) -> Result<(), ValidationError> {
        self.address.validate()
    }

    fn read(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        CreatedAddress::from_href(link(response)?)
    }

    fn subject(&self) -> Option<String> {
        Some(format!(
            "{} for application {}",
            self.address.describe(),
            self.application
        ))
    }

    fn recovery_hint(&self) -> Option<String> {
        let application = &self.application;
        Some(match self.address.natural_key() {
            Some(key) => format!("check addresses.list of application {application} for {key}"),
            None => format!("compare addresses.list of application {application} with what it had before"),
        })
    }
}
