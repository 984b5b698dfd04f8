//! A number on a whitelist, and whose whitelist a call is about.

use std::fmt;

use trunkline_core::PathSegment;

use crate::prelude::*;
use crate::users::UserId;

/// A number as whitelists have it: its digits with country code. Which country's is not checked. Made from any way to write a
/// number; text that is none stays as it is, and is refused before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhitelistNumber(String);

impl WhitelistNumber {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn validate(&self) -> Valid {
        let ok = (1..=15).contains(&self.0.len()) && self.0.bytes().all(|b| b.is_ascii_digit());
        let rule = "must be the digits of a number with its country code, like 14155551212";
        if ok {
            Ok(())
        } else {
            Err(ValidationError::new("value", rule).got(self))
        }
    }
}

impl From<&str> for WhitelistNumber {
    fn from(text: &str) -> Self {
        PhoneNumber::parse(text).map_or_else(|_| Self(text.to_owned()), Self::from)
    }
}

impl From<String> for WhitelistNumber {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<PhoneNumber> for WhitelistNumber {
    fn from(number: PhoneNumber) -> Self {
        Self(number.digits().to_string())
    }
}

impl fmt::Display for WhitelistNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PathSegment for WhitelistNumber {
    fn write_segment(&self, to: &mut dyn fmt::Write) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// The user who calls, or another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(super) of_user: Option<UserId>,
}

impl PathPart for Owner {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of_user {
            Some(user) => write!(f, "/{}", Segment(user)),
            None => Ok(()),
        }
    }
}
