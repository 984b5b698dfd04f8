//! Where a route can lead (docs/contracts/flowroute-v1.md §2.2).

use std::fmt;

use trunkline_core::{ParseSipError, PhoneNumber, SipHost, SipRule, SipUri, ValidationError, ensure};

use super::RouteType;
use crate::digits::ensure_nanp;

/// Where a route leads: a host, a telephone number, or one SIP address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteTarget {
    /// Calls go to a host, with the called number as the user part.
    Host(SipHost),
    /// Calls go on over the public network to another number of the North American plan.
    Pstn(PhoneNumber),
    /// Calls go to one SIP address. Its user must not be a number that the route is used for, and its only parameter may be
    /// `transport=tcp` or `transport=udp`.
    Uri(SipUri),
}

/// Rules beyond those of [`SipUri`].
const PARAMETERS: &str = "must have no parameter but ;transport=tcp or ;transport=udp";

impl RouteTarget {
    /// A host name or IPv4 address, with an optional `:port`.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn host(text: &str) -> Result<Self, ValidationError> {
        let host = SipHost::parse(text).map_err(|e| invalid(text, &e))?;
        Ok(Self::Host(host))
    }

    /// A telephone number of the North American plan, in any form that [`PhoneNumber::parse`] takes.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn pstn(text: &str) -> Result<Self, ValidationError> {
        let rule = |e| format!("must be a telephone number of eleven digits ({e})");
        let number = PhoneNumber::parse(text).map_err(|e| ValidationError::new("value", rule(e)))?;
        ensure_nanp("value", number)?;
        Ok(Self::Pstn(number))
    }

    /// `sip:` or `sips:`, a user, `@`, a host name or IPv4 address, an optional `:port`, and an optional `;transport=tcp` or
    /// `;transport=udp`.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn uri(text: &str) -> Result<Self, ValidationError> {
        let target = Self::Uri(SipUri::parse(text).map_err(|e| invalid(text, &e))?);
        target.validate()?;
        Ok(target)
    }

    /// What kind of target it is.
    #[must_use]
    pub fn route_type(&self) -> RouteType {
        match self {
            Self::Host(_) => RouteType::Host,
            Self::Pstn(_) => RouteType::Pstn,
            Self::Uri(_) => RouteType::Uri,
        }
    }

    /// What this carrier requires beyond what the types hold.
    pub(super) fn validate(&self) -> Result<(), ValidationError> {
        match self {
            Self::Host(_) => Ok(()),
            Self::Pstn(number) => ensure_nanp("value", *number),
            Self::Uri(uri) => {
                let mut parameters = uri.parameters().iter();
                let first = matches!(parameters.next(), None | Some(("transport", "tcp" | "udp")));
                ensure(first && parameters.next().is_none(), "value", PARAMETERS).map_err(|e| e.got(uri))
            }
        }
    }
}

fn invalid(text: &str, error: &ParseSipError) -> ValidationError {
    let rule = match error.rule() {
        SipRule::Parameter | SipRule::ParameterText => PARAMETERS.to_owned(),
        rule => rule.to_string(),
    };
    ValidationError::new("value", rule).got(text)
}

/// As the carrier expects it: a number without `+`.
impl fmt::Display for RouteTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => host.fmt(f),
            Self::Pstn(number) => number.digits().fmt(f),
            Self::Uri(uri) => uri.fmt(f),
        }
    }
}

impl From<SipHost> for RouteTarget {
    fn from(host: SipHost) -> Self {
        Self::Host(host)
    }
}

impl From<PhoneNumber> for RouteTarget {
    fn from(number: PhoneNumber) -> Self {
        Self::Pstn(number)
    }
}

impl From<SipUri> for RouteTarget {
    fn from(uri: SipUri) -> Self {
        Self::Uri(uri)
    }
}
