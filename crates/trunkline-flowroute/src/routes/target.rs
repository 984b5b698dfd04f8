//! Where a route can lead (docs/contracts/flowroute-v2.md §5.2).

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use trunkline_core::{PhoneNumber, ValidationError, ensure};

use super::RouteType;

/// Where a route leads: a host, a telephone number, or one SIP address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteTarget {
    /// Calls go to a host, with the called number as the user part.
    Host(HostTarget),
    /// Calls go on over the public network to another number of the North American plan, billed as outbound calls.
    Number(PhoneNumber),
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
            Self::Number(_) => RouteType::Number,
            Self::Uri(_) => RouteType::Uri,
        }
    }

    /// The same as the carrier writes it.
    pub(super) fn route_type_word(&self) -> &'static str {
        match self {
            Self::Host(_) => "host",
            Self::Number(_) => "number",
            Self::Uri(_) => "uri",
        }
    }

    /// Shares the calls between primary and failover route: both must have a weight, 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] for a greater weight, and for a number, which takes no parameters.
    pub fn weight(self, weight: u16) -> Result<Self, ValidationError> {
        match self {
            Self::Host(host) => host.weight(weight).map(Self::Host),
            Self::Uri(uri) => uri.weight(weight).map(Self::Uri),
            Self::Number(_) => Err(ValidationError::new(
                "weight",
                "is for hosts and SIP addresses only",
            )),
        }
    }

    /// What a parsed target cannot get wrong any more is not checked again.
    pub(super) fn validate(&self) -> Result<(), ValidationError> {
        match self {
            Self::Number(number) if !number.is_nanp() => {
                Err(ValidationError::new("value", "must be a number of country code 1").got(number))
            }
            _ => Ok(()),
        }
    }
}

/// As the carrier wants it: a number without `+`.
impl fmt::Display for RouteTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => host.fmt(f),
            Self::Number(number) => number.digits().fmt(f),
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
        Self::Number(number)
    }
}

impl From<UriTarget> for RouteTarget {
    fn from(uri: UriTarget) -> Self {
        Self::Uri(uri)
    }
}

/// A host that takes calls by SIP: `sip.example.com`, `192.0.2.1:5060`, `sip.example.com;transport=tls`.
///
/// A name without a port is resolved by DNS SRV. The called number becomes the user part of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTarget(Box<str>);

impl HostTarget {
    /// A host name or IPv4 address, with an optional `sips:` before it, and an optional `:port` and optional
    /// `;name=value` parameters behind it. Of these, `transport` is `udp`, `tcp` or `tls` and `weight` 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let rest = text.strip_prefix("sips:").unwrap_or(text);
        place(rest).map_err(|e| e.got(text))?;
        Ok(Self(text.into()))
    }

    /// Shares the calls between primary and failover route: both must have a weight, 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] for a greater weight.
    pub fn weight(self, weight: u16) -> Result<Self, ValidationError> {
        weighted(&self.0, weight).map(Self)
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

/// A SIP address: `sip:alice@example.com`, `sips:bob@example.com:5061;transport=tls`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriTarget(Box<str>);

impl UriTarget {
    /// `sip:` or `sips:`, a user, `@`, a host name or IPv4 address, and an optional `:port` and optional `;name=value`
    /// parameters behind it. Of these, `transport` is `udp`, `tcp` or `tls` and `weight` 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let rest = text.strip_prefix("sip:").or_else(|| text.strip_prefix("sips:"));
        let (user, rest) = rest.and_then(|rest| rest.split_once('@')).ok_or_else(|| {
            ValidationError::new("value", "must be like sip:user@host or sips:user@host").got(text)
        })?;
        let user_fits = !user.is_empty()
            && !user
                .chars()
                .any(|c| c == ';' || c.is_whitespace() || c.is_control());
        ensure(
            user_fits,
            "value",
            "must have a user without blanks and semicolons before the @",
        )
        .and_then(|()| place(rest))
        .map_err(|e| e.got(text))?;
        Ok(Self(text.into()))
    }

    /// Shares the calls between primary and failover route: both must have a weight, 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] for a greater weight.
    pub fn weight(self, weight: u16) -> Result<Self, ValidationError> {
        weighted(&self.0, weight).map(Self)
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

/// `host[:port][;name=value]*`.
fn place(text: &str) -> Result<(), ValidationError> {
    let mut parts = text.split(';');
    let address = parts.next().unwrap_or_default();
    let (name, port) = match address.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (address, None),
    };
    ensure(is_host(name), "value", "must name a host or an IPv4 address")?;
    ensure(
        port.is_none_or(is_port),
        "value",
        "must have a port of 1 to 65535 after the colon",
    )?;
    parts.try_for_each(parameter)
}

/// Labels of letters, digits and inner dashes; four numbers are an address, and each must fit.
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let numeric = name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    name.len() <= 253 && name.split('.').all(label) && (!numeric || name.parse::<Ipv4Addr>().is_ok())
}

fn is_port(text: &str) -> bool {
    is_number(text, 5) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_number(text: &str, digits: usize) -> bool {
    (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn parameter(text: &str) -> Result<(), ValidationError> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(ValidationError::new(
            "value",
            "must have parameters like ;name=value",
        ));
    };
    let name_fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let value_fits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric());
    ensure(
        name_fits && value_fits,
        "value",
        "must have parameters like ;name=value, of letters and digits",
    )?;
    match name {
        "transport" => ensure(
            matches!(value, "udp" | "tcp" | "tls"),
            "value",
            "must have transport udp, tcp or tls",
        ),
        "weight" => ensure(
            is_number(value, 4) && value.parse::<u16>().is_ok_and(|n| n <= 1000),
            "value",
            "must have a weight of 0 to 1000",
        ),
        _ => Ok(()),
    }
}

/// The text with this weight in place of any other.
fn weighted(text: &str, weight: u16) -> Result<Box<str>, ValidationError> {
    trunkline_core::ensure_range("weight", Some(weight), 0..=1000)?;
    let mut parts = text.split(';').filter(|part| !part.starts_with("weight="));
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(';');
        text.push_str(part);
    }
    text.push_str(&format!(";weight={weight}"));
    Ok(text.into())
}
