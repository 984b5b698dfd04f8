//! One address of one application, as paths name it.

use std::fmt;

use trunkline_core::{Path, ValidationError};

use super::{Address, AddressType};
use crate::applications::ApplicationId;
use crate::rules::required;

/// `applications/{id}/addresses/{type}/{value}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddressPath {
    application: ApplicationId,
    kind: AddressType,
    value: Box<str>,
}

impl AddressPath {
    pub(crate) fn new(
        application: impl Into<ApplicationId>,
        kind: impl Into<AddressType>,
        value: impl Into<Box<str>>,
    ) -> Self {
        Self {
            application: application.into(),
            kind: kind.into(),
            value: value.into(),
        }
    }

    /// Where `address` is in `application`: by its link, which spells the value as paths want it.
    pub(crate) fn of(application: impl Into<ApplicationId>, address: &Address) -> Self {
        Self::new(
            application,
            address.kind.clone(),
            address.value().unwrap_or_default(),
        )
    }

    pub(crate) fn path(&self, path: &mut Path) {
        path.push("applications")
            .push(&self.application)
            .push("addresses")
            .push(&self.kind)
            .push(&self.value);
    }

    pub(crate) fn validate(&self) -> Result<(), ValidationError> {
        required("type", self.kind.as_str())?;
        required("address", &self.value)
    }

    pub(crate) fn subject(&self) -> Option<String> {
        Some(format!(
            "{} of application {}",
            DisplayAddress(&self.kind, &self.value),
            self.application
        ))
    }
}

/// An address in an error line: `number +14075551234`. A token can do everything its owner can, so only its
/// beginning is shown.
pub(crate) struct DisplayAddress<'a>(pub(crate) &'a AddressType, pub(crate) &'a str);

impl fmt::Display for DisplayAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            AddressType::Token => write!(f, "token {:.6}…", self.1),
            kind => write!(f, "{kind} {}", self.1),
        }
    }
}
