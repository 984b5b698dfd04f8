//! What an address is called by: a number, a name, a PIN, a token.

use std::fmt;
use std::ops::Deref;

use secrecy::SecretString;
use serde::Serialize;

use super::AddressType;

/// A number, user name, PIN or token, as paths call it: `+14075551234`.
///
/// A token can do everything its owner can, so `Debug` shows no more than the beginning of a long value.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct AddressValue(String);

/// Longer than any number, PIN or name; a token is longer still.
const LONG: usize = 40;

impl AddressValue {
    /// The value as text, a token whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What an answer may not repeat: a token.
    pub(super) fn secrets(&self, kind: &AddressType) -> Vec<SecretString> {
        match kind {
            AddressType::Token => vec![self.0.clone().into()],
            _ => Vec::new(),
        }
    }
}

/// The text, of a long one the beginning.
pub(crate) fn beginning(text: &str) -> String {
    match text.chars().count() {
        ..=LONG => text.to_owned(),
        _ => format!("{text:.6}…"),
    }
}

impl fmt::Debug for AddressValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&beginning(&self.0), f)
    }
}

impl Deref for AddressValue {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for AddressValue {
    fn eq(&self, text: &str) -> bool {
        self.0 == text
    }
}

impl PartialEq<&str> for AddressValue {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

impl From<&str> for AddressValue {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for AddressValue {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&Self> for AddressValue {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl trunkline_core::PathSegment for AddressValue {
    fn write_segment(&self, to: &mut dyn fmt::Write) -> fmt::Result {
        to.write_str(&self.0)
    }
}
