//! HTTP Basic.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use trunkline_core::Mask;

use crate::{AuthorizeError, Authorizer};

/// User and password as an `Authorization: Basic` header, which is marked as sensitive.
#[derive(Clone)]
pub struct BasicAuth {
    user: Box<str>,
    header: Option<HeaderValue>,
}

impl BasicAuth {
    /// The header is computed once, here. A user name with a colon cannot be sent this way: every call is then refused
    /// before anything is sent.
    pub fn new(user: impl Into<String>, password: SecretString) -> Self {
        let user = user.into();
        let header = basic(&user, password.expose_secret());
        Self {
            user: user.into(),
            header,
        }
    }
}

impl Authorizer for BasicAuth {
    fn authorize(&self, request: &mut Request<Bytes>, _now: SystemTime) -> Result<(), AuthorizeError> {
        let Some(header) = &self.header else {
            return Err(AuthorizeError::new(
                "a user name with a colon cannot be sent as HTTP Basic",
            ));
        };
        request.headers_mut().insert(AUTHORIZATION, header.clone());
        Ok(())
    }

    fn user(&self) -> Option<&str> {
        Some(&self.user)
    }
}

impl std::fmt::Debug for BasicAuth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BasicAuth")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The value of an `Authorization` or `Proxy-Authorization` header; `None` if the user name holds a colon.
pub(crate) fn basic(user: &str, password: &str) -> Option<HeaderValue> {
    if user.contains(':') {
        return None;
    }
    let text = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    let mut value = HeaderValue::from_maybe_shared(Bytes::from(text)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Hides what a request was signed with: the token, and the secret in it.
pub(crate) fn hide(authorization: &HeaderValue, mask: &mut Mask) {
    let Ok(text) = authorization.to_str() else {
        return;
    };
    let token = text.split_once(' ').map_or(text, |(_, token)| token.trim());
    mask.hide(token);
    let Ok(decoded) = STANDARD.decode(token) else {
        return;
    };
    if let Some((_, secret)) = String::from_utf8_lossy(&decoded).split_once(':') {
        mask.hide(secret);
    }
}
