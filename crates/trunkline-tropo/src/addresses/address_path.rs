//! One address of one application, as calls name it.

use std::fmt;

use super::{Address, AddressType, AddressValue};
use crate::applications::ApplicationId;
use crate::prelude::*;

/// What a call about one address needs: a type and a value.
pub(super) fn validate(kind: &AddressType, value: &str) -> Valid {
    required("type", kind.as_str())?;
    required("address", value)
}

pub(super) fn subject(application: &ApplicationId, kind: &AddressType, value: &str) -> Option<String> {
    Some(format!(
        "{} of application {application}",
        DisplayAddress(kind, value)
    ))
}

/// How paths call an address that was listed: by its link, which spells the value as they want it.
pub(super) fn listed(address: &Address) -> (AddressType, AddressValue) {
    (address.kind.clone(), address.value().unwrap_or_default().into())
}

/// An address in an error line: `number +14075551234`. A token can do everything its owner can, so only its
/// beginning is shown.
pub(super) struct DisplayAddress<'a>(pub(super) &'a AddressType, pub(super) &'a str);

impl fmt::Display for DisplayAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            AddressType::Token => write!(f, "token {:.6}…", self.1),
            kind => write!(f, "{kind} {}", self.1),
        }
    }
}
