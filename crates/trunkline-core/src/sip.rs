//! SIP hosts and SIP URIs.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use crate::excerpt::excerpt;

/// A host that takes calls by SIP: a host name or an IPv4 address, with an optional port.
///
/// Labels of a name are letters of any script, digits and inner dashes; carriers may want fewer. Kept as it is written.
///
/// ```
/// use trunkline_core::SipHost;
///
/// let host: SipHost = "sip.example.com:5060".parse()?;
/// assert_eq!((host.name(), host.port()), ("sip.example.com", Some(5060)));
/// # Ok::<(), trunkline_core::ParseSipError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SipHost(String);

impl SipHost {
    /// Reads `host` or `host:port`.
    ///
    /// # Errors
    /// When the text is no host; the error names the rule.
    pub fn parse(text: &str) -> Result<Self, ParseSipError> {
        Self::checked(text).map_err(|rule| ParseSipError::new(text, rule))
    }

    fn checked(text: &str) -> Result<Self, SipRule> {
        let (name, port) = split_port(text);
        if !is_host_name(name) {
            return Err(SipRule::Host);
        }
        if !port.is_none_or(is_port) {
            return Err(SipRule::Port);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host name or address, without the port.
    #[must_use]
    pub fn name(&self) -> &str {
        split_port(&self.0).0
    }

    /// The port, 1 to 65535. A name without one is resolved by DNS SRV.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        split_port(&self.0).1?.parse().ok()
    }
}

/// A SIP URI of a user: `sip:` or `sips:`, a user, `@`, a [`SipHost`] and optional [`SipParameters`].
///
/// ```
/// use trunkline_core::SipUri;
///
/// let uri: SipUri = "sips:bob@example.com:5061;transport=tls".parse()?;
/// assert!(uri.is_secure());
/// assert_eq!((uri.user(), uri.host().name()), ("bob", "example.com"));
/// assert_eq!(uri.parameters().get("transport"), Some("tls"));
/// # Ok::<(), trunkline_core::ParseSipError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SipUri {
    secure: bool,
    user: String,
    host: SipHost,
    parameters: SipParameters,
}

impl SipUri {
    /// Reads `sip:user@host[:port][;name=value]*`, or the same with `sips:`.
    ///
    /// # Errors
    /// When the text is no such URI; the error names the rule.
    pub fn parse(text: &str) -> Result<Self, ParseSipError> {
        Self::checked(text).map_err(|rule| ParseSipError::new(text, rule))
    }

    fn checked(text: &str) -> Result<Self, SipRule> {
        let (secure, rest) = match text.strip_prefix("sips:") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("sip:").ok_or(SipRule::Scheme)?),
        };
        let (user, place) = rest.split_once('@').ok_or(SipRule::Scheme)?;
        if !is_user(user) {
            return Err(SipRule::User);
        }
        let (host, parameters) = place.split_at(place.find(';').unwrap_or(place.len()));
        Ok(Self {
            secure,
            user: user.to_owned(),
            host: SipHost::checked(host)?,
            parameters: SipParameters::checked(parameters)?,
        })
    }

    /// Whether it is `sips:`, which wants TLS on every hop.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The host, with its port.
    #[must_use]
    pub fn host(&self) -> &SipHost {
        &self.host
    }

    /// The parameters behind the host.
    #[must_use]
    pub fn parameters(&self) -> &SipParameters {
        &self.parameters
    }
}

/// The parameters of a SIP URI or host: `;name=value` each, names of lower-case letters, values of letters and digits. There
/// may be none.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct SipParameters(String);

impl SipParameters {
    /// Reads `;name=value;name=value` or nothing.
    ///
    /// # Errors
    /// When the text is no list of parameters; the error names the rule.
    pub fn parse(text: &str) -> Result<Self, ParseSipError> {
        Self::checked(text).map_err(|rule| ParseSipError::new(text, rule))
    }

    fn checked(text: &str) -> Result<Self, SipRule> {
        if !text.is_empty() {
            let parameters = text.strip_prefix(';').ok_or(SipRule::Parameter)?;
            parameters.split(';').try_for_each(parameter_rule)?;
        }
        Ok(Self(text.to_owned()))
    }

    /// Names and values, in the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .split(';')
            .filter_map(|parameter| parameter.split_once('='))
    }

    /// The value of the first parameter of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }
}

impl fmt::Display for SipHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for SipUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "sips" } else { "sip" };
        let Self {
            user,
            host,
            parameters,
            ..
        } = self;
        write!(f, "{scheme}:{user}@{host}{parameters}")
    }
}

impl fmt::Display for SipParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What values that are text have in common: reading, JSON and how they are shown.
macro_rules! as_text {
    ($($value:ident)+) => {$(
        impl fmt::Debug for $value {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($value), "({})"), self)
            }
        }

        impl FromStr for $value {
            type Err = ParseSipError;

            fn from_str(text: &str) -> Result<Self, ParseSipError> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $value {
            type Error = ParseSipError;

            fn try_from(text: &str) -> Result<Self, ParseSipError> {
                Self::parse(text)
            }
        }

        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    )+};
}
as_text!(SipHost SipUri SipParameters);

/// Why text is no [`SipHost`], no [`SipUri`] or no [`SipParameters`], in one line. At most the first 40 characters of the text
/// are kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} {rule}")]
pub struct ParseSipError {
    text: String,
    rule: SipRule,
}

impl ParseSipError {
    fn new(text: &str, rule: SipRule) -> Self {
        Self {
            text: excerpt(text),
            rule,
        }
    }

    /// The rule that the text breaks.
    #[must_use]
    pub fn rule(&self) -> SipRule {
        self.rule
    }
}

/// The rules of SIP hosts and URIs, worded for the person who broke one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SipRule {
    /// Scheme, user and `@`.
    #[error("must be like sip:user@host or sips:user@host")]
    Scheme,
    /// What stands before the `@`.
    #[error("must have a user without blanks and semicolons before the @")]
    User,
    /// The host name or address.
    #[error("must name a host or an IPv4 address")]
    Host,
    /// The port.
    #[error("must have a port of 1 to 65535 after the colon")]
    Port,
    /// A parameter has no name or no value.
    #[error("must have parameters like ;name=value")]
    Parameter,
    /// A parameter's name or value has other characters.
    #[error("must have parameters like ;name=value, of letters and digits")]
    ParameterText,
}

fn split_port(text: &str) -> (&str, Option<&str>) {
    match text.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    }
}

fn is_user(text: &str) -> bool {
    let fits = |c: char| c != ';' && !c.is_whitespace() && !c.is_control();
    !text.is_empty() && text.chars().all(fits)
}

/// Four numbers are an address, and each must fit.
fn is_host_name(name: &str) -> bool {
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
    let digits = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits && text.parse::<u16>().is_ok_and(|port| port > 0)
}

fn parameter_rule(text: &str) -> Result<(), SipRule> {
    let (name, value) = text.split_once('=').ok_or(SipRule::Parameter)?;
    let name_fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let value_fits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric());
    if name_fits && value_fits {
        Ok(())
    } else {
        Err(SipRule::ParameterText)
    }
}
