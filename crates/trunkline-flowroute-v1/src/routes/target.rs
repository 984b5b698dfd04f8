//! Where a route can lead (docs/contracts/flowroute-v1.md §2.2).

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use trunkline_core::{PhoneNumber, ValidationError, ensure};

use super::RouteType;
use crate::digits::ensure_eleven;

/// Where a route leads: a host, a telephone number, or one SIP address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteTarget {
    /// Calls go to a host, with the called number as the user part.
    Host(HostTarget),
    /// Calls go on over the public network to another number of the North American plan.
    Pstn(PhoneNumber),
    /// Calls go to one SIP address.
    Uri(UriTarget),
}

impl RouteTarget {
    /// A host: see [`HostTarget::parse`].
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn host(text: &str) -> Result<Self, ValidationError> {
        HostTarget::parse(text).map(Self::Host)
    }

    /// A telephone number of the North American plan, in any form that [`PhoneNumber::parse`] takes.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn pstn(text: &str) -> Result<Self, ValidationError> {
        let number = PhoneNumber::parse(text).map_err(|e| {
            ValidationError::new(
                "value",
                format!("must be a telephone number of eleven digits ({e})"),
            )
        })?;
        ensure_eleven("value", number)?;
        Ok(Self::Pstn(number))
    }

    /// A SIP address: see [`UriTarget::parse`].
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn uri(text: &str) -> Result<Self, ValidationError> {
        UriTarget::parse(text).map(Self::Uri)
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

    /// What a parsed target cannot get wrong any more is not checked again.
    pub(super) fn validate(&self) -> Result<(), ValidationError> {
        match self {
            Self::Pstn(number) => ensure_eleven("value", *number),
            Self::Host(_) | Self::Uri(_) => Ok(()),
        }
    }
}

/// As the carrier wants it: a number without `+`.
impl fmt::Display for RouteTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => host.fmt(f),
            Self::Pstn(number) => number.digits().fmt(f),
            Self::Uri(uri) => uri.fmt(f),
        }
    }
}

impl From<HostTarget> for RouteTarget {
    fn from(host: HostTarget) -> Self {
        Self::Host(host)
    }
}

impl From<PhoneNumber> for RouteTarget {
    fn from(number: PhoneNumber) -> Self {
        Self::Pstn(number)
    }
}

impl From<UriTarget> for RouteTarget {
    fn from(uri: UriTarget) -> Self {
        Self::Uri(uri)
    }
}

/// A host that takes calls by SIP: `sip.example.com`, `192.0.2.1:5060`.
///
/// A name without a port is resolved by DNS SRV. The called number becomes the user part of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTarget(Box<str>);

impl HostTarget {
    /// A host name or IPv4 address, with an optional `:port`.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        address(text).map_err(|e| e.got(text))?;
        Ok(Self(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HostTarget {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, ValidationError> {
        Self::parse(text)
    }
}

impl fmt::Display for HostTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A SIP address: `sip:alice@example.com`, `sips:bob@example.com:5061;transport=tcp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriTarget(Box<str>);

impl UriTarget {
    /// `sip:` or `sips:`, a user, `@`, a host name or IPv4 address, an optional `:port`, and an optional
    /// `;transport=tcp` or `;transport=udp`. The user must not be a number that the route is used for.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        sip_address(text).map_err(|e| e.got(text))?;
        Ok(Self(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UriTarget {
    type Err = ValidationError;

    fn from_str(text: &str) -> Result<Self, ValidationError> {
        Self::parse(text)
    }
}

impl fmt::Display for UriTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// `protocol:user@domain[:port][;transport=tcp|udp]`.
fn sip_address(text: &str) -> Result<(), ValidationError> {
    let rest = text.strip_prefix("sip:").or_else(|| text.strip_prefix("sips:"));
    let (user, rest) = rest
        .and_then(|rest| rest.split_once('@'))
        .ok_or_else(|| ValidationError::new("value", "must be like sip:user@host or sips:user@host"))?;
    let user_fits = !user.is_empty()
        && !user
            .chars()
            .any(|c| c == ';' || c.is_whitespace() || c.is_control());
    ensure(
        user_fits,
        "value",
        "must have a user without blanks and semicolons before the @",
    )?;
    let (place, parameter) = match rest.split_once(';') {
        Some((place, parameter)) => (place, Some(parameter)),
        None => (rest, None),
    };
    address(place)?;
    let known = matches!(parameter, None | Some("transport=tcp" | "transport=udp"));
    ensure(
        known,
        "value",
        "must have no parameter but ;transport=tcp or ;transport=udp",
    )
}

/// `host[:port]`.
fn address(text: &str) -> Result<(), ValidationError> {
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    };
    ensure(is_host(name), "value", "must name a host or an IPv4 address")?;
    ensure(
        port.is_none_or(is_port),
        "value",
        "must have a port of 1 to 65535 after the colon",
    )
}

/// Labels of letters (of any script: the contract's own example is `münchen.example`), digits and inner dashes; four
/// numbers are an address, and each must fit.
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let numeric = name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    name.len() <= 253 && name.split('.').all(label) && (!numeric || name.parse::<Ipv4Addr>().is_ok())
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}
