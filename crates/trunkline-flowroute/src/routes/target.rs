//! Where a route can lead (docs/contracts/flowroute-v2.md §5.2).

use std::fmt;
use std::str::FromStr;

use trunkline_core::{
    ParseSipError, PhoneNumber, SipHost, SipParameters, SipRule, SipUri, ValidationError, ensure,
    ensure_range,
};

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

/// As the carrier expects it: a number without `+`.
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
pub struct HostTarget(String);

impl HostTarget {
    /// A host name or IPv4 address, with an optional `sips:` before it, and an optional `:port` and optional
    /// `;name=value` parameters behind it. Of these, `transport` is `udp`, `tcp` or `tls` and `weight` 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let rest = text.strip_prefix("sips:").unwrap_or(text);
        let (host, parameters) = rest.split_at(rest.find(';').unwrap_or(rest.len()));
        let host = SipHost::parse(host).map_err(|e| invalid(text, &e))?;
        let parameters = SipParameters::parse(parameters).map_err(|e| invalid(text, &e))?;
        ensure_deliverable(&host, &parameters).map_err(|e| e.got(text))?;
        Ok(Self(text.to_owned()))
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
pub struct UriTarget(String);

impl UriTarget {
    /// `sip:` or `sips:`, a user, `@`, a host name or IPv4 address, and an optional `:port` and optional `;name=value`
    /// parameters behind it. Of these, `transport` is `udp`, `tcp` or `tls` and `weight` 0 to 1000.
    ///
    /// # Errors
    /// [`ValidationError`] with the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        let uri = SipUri::parse(text).map_err(|e| invalid(text, &e))?;
        ensure_deliverable(uri.host(), uri.parameters()).map_err(|e| e.got(text))?;
        Ok(Self(text.to_owned()))
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

fn invalid(text: &str, error: &ParseSipError) -> ValidationError {
    ValidationError::new("value", error.rule().to_string()).got(text)
}

/// What this carrier requires of a host and its parameters beyond what all do.
fn ensure_deliverable(host: &SipHost, parameters: &SipParameters) -> Result<(), ValidationError> {
    if !host.name().is_ascii() {
        return Err(ValidationError::new("value", SipRule::Host.to_string()));
    }
    parameters.iter().try_for_each(|(name, value)| match name {
        "transport" => ensure(
            matches!(value, "udp" | "tcp" | "tls"),
            "value",
            "must have transport udp, tcp or tls",
        ),
        "weight" => ensure(
            value.len() <= 4 && value.parse::<u16>().is_ok_and(|weight| weight <= 1000),
            "value",
            "must have a weight of 0 to 1000",
        ),
        _ => Ok(()),
    })
}

/// The text with this weight in place of any other.
fn weighted(text: &str, weight: u16) -> Result<String, ValidationError> {
    ensure_range("weight", Some(weight), 0..=1000)?;
    let mut parts = text.split(';').filter(|part| !part.starts_with("weight="));
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(';');
        text.push_str(part);
    }
    text.push_str(&format!(";weight={weight}"));
    Ok(text)
}
