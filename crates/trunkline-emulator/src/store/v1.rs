//! Switches of Flowroute v1: how signatures are checked, and what the contract leaves open.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How strictly the signatures of Flowroute v1 are verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Signatures {
    /// Accept only the documented signature, of the address that was called without its port
    Strict,
    /// Accept the signature of any of the vendor's clients, of the address that was called or the public one
    #[default]
    Lenient,
}

/// Scheme, host and, if it has one, port: `https://api.flowroute.com`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    scheme: String,
    authority: String,
}

/// A text is no [`PublicUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("http:// or https:// and a host are wanted, without a path")]
#[non_exhaustive]
pub struct PublicUrlError;

impl PublicUrl {
    /// `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Host, and port if there is one.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self {
            scheme: "https".to_owned(),
            authority: "api.flowroute.com".to_owned(),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(PublicUrlError)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]_".contains(c);
        if !matches!(scheme, "http" | "https") || authority.is_empty() || !authority.chars().all(plain) {
            return Err(PublicUrlError);
        }
        Ok(Self {
            scheme: scheme.to_owned(),
            authority: authority.to_ascii_lowercase(),
        })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = PublicUrlError;

    fn try_from(text: String) -> Result<Self, PublicUrlError> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.to_string()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

/// Switches of Flowroute v1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct V1 {
    pub(crate) signatures: Signatures,
    /// Seconds a timestamp may be off in either direction; 0 takes any. Assumed (docs/contracts/flowroute-v1.md §1.2).
    pub(crate) window_seconds: u32,
    /// What clients behind a proxy or a hosts entry sign for.
    pub(crate) public_url: PublicUrl,
    /// A purchase the balance does not cover is refused with 403; v1 itself knows no balance (docs/contracts/flowroute-v1.md §5.3).
    pub(crate) purchases_need_balance: bool,
    /// Creating a route under a taken name replaces it instead of being refused (docs/contracts/flowroute-v1.md §5.3).
    pub(crate) overwrite_routes: bool,
}

impl Default for V1 {
    fn default() -> Self {
        Self {
            signatures: Signatures::Lenient,
            window_seconds: 15 * 60,
            public_url: PublicUrl::default(),
            purchases_need_balance: false,
            overwrite_routes: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_urls_are_scheme_and_authority() {
        let url: PublicUrl = "http://Voice.Example:8080/".parse().unwrap();
        assert_eq!((url.scheme(), url.authority()), ("http", "voice.example:8080"));
        assert_eq!(PublicUrl::default().to_string(), "https://api.flowroute.com");
        for wrong in [
            "api.flowroute.com",
            "ftp://a",
            "https://",
            "https://a/v1",
            "https://u@a",
        ] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }
}
