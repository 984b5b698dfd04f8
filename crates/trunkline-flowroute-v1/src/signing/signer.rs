//! Signing one request.

use std::fmt;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::header::{HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use secrecy::ExposeSecret;
use sha1::Sha1;
use trunkline_core::Timestamp;

use super::canonical::{canonical_query, hex, with_query};
use crate::Credentials;

/// The header that carries the signed timestamp.
pub const X_TIMESTAMP: HeaderName = HeaderName::from_static("x-timestamp");

/// A point in time as it is signed: UTC, in whole seconds, with the final `Z` (docs/contracts/flowroute-v1.md §1.2).
#[must_use]
pub fn timestamp(now: SystemTime) -> String {
    Timestamp::from(now).rfc3339_seconds()
}

/// Signs requests with the keys of one account.
#[derive(Clone, Debug)]
pub struct Signer {
    credentials: Credentials,
}

/// What to send in place of the unsigned request.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signed {
    /// The address, with the canonical query: what is signed is what is sent.
    pub uri: Uri,
    /// 40 lower-case hexadecimal digits.
    pub signature: String,
    /// The `Authorization` header, marked as sensitive.
    pub authorization: HeaderValue,
    /// The [`X-Timestamp`](X_TIMESTAMP) header: the very text that was signed.
    pub timestamp: HeaderValue,
}

/// Why a request cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// Scheme and host are part of the signature.
    #[error("only an absolute address can be signed")]
    Relative,
    /// The timestamp or the access key holds what no header can.
    #[error("the timestamp or the access key cannot stand in a header")]
    Header,
    /// The key was refused.
    #[error("the secret key cannot be used for HMAC-SHA1")]
    Key,
    /// The canonical address is none. Cannot happen to an address that is one before.
    #[error("the canonical address cannot be written")]
    Address,
}

impl Signer {
    /// Signs with these keys.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }

    /// Signs one attempt of a request. Sign again for every attempt, with a new [`timestamp`]: the service refuses
    /// stale ones.
    ///
    /// `body` is `None` for a request that can have none (GET), which is not the same as an empty one.
    ///
    /// # Errors
    /// [`SigningError`], for a relative `uri` above all.
    pub fn sign(
        &self,
        method: &Method,
        uri: &Uri,
        body: Option<&[u8]>,
        timestamp: &str,
    ) -> Result<Signed, SigningError> {
        let query = canonical_query(uri.query().unwrap_or_default());
        let message = with_query(method, uri, &query, body, timestamp)?;
        let signature = self.signature(&message)?;
        Ok(Signed {
            uri: with_canonical_query(uri, &query)?,
            authorization: self.authorization(&signature)?,
            timestamp: HeaderValue::from_str(timestamp).map_err(|_| SigningError::Header)?,
            signature,
        })
    }

    fn signature(&self, message: &str) -> Result<String, SigningError> {
        let key = self.credentials.secret().expose_secret();
        let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).map_err(|_| SigningError::Key)?;
        mac.update(message.as_bytes());
        Ok(hex(&mac.finalize().into_bytes()))
    }

    fn authorization(&self, signature: &str) -> Result<HeaderValue, SigningError> {
        let pair = STANDARD.encode(format!("{}:{signature}", self.credentials.name()));
        let mut header = HeaderValue::from_str(&format!("Basic {pair}")).map_err(|_| SigningError::Header)?;
        header.set_sensitive(true);
        Ok(header)
    }
}

/// Without the signature, which is as good as a password while its timestamp is fresh.
impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Signed");
        shown
            .field("uri", &self.uri)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

fn with_canonical_query(uri: &Uri, query: &str) -> Result<Uri, SigningError> {
    let target = match query {
        "" => uri.path().to_owned(),
        query => format!("{}?{query}", uri.path()),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_maybe_shared(target).map_err(|_| SigningError::Address)?);
    Uri::from_parts(parts).map_err(|_| SigningError::Address)
}
