//! A proxy, only ever an explicit one: nothing is read from the environment.

use std::fmt;

use http::Uri;
use http::header::HeaderValue;
use http::uri::Scheme;
use secrecy::{ExposeSecret, SecretString};

use crate::base_url::has_valid_port;
use crate::basic::basic;
use crate::redact::unchecked_url;

/// An HTTP proxy. Calls to an `https` base URL go through a tunnel (`CONNECT`), so the proxy sees the carrier's host name
/// and nothing else; calls to an `http` base URL are handed to it whole.
///
/// With an `https://` proxy URL the connection to the proxy itself is encrypted, too.
#[derive(Clone)]
pub struct Proxy {
    url: String,
    credentials: Option<(String, SecretString)>,
}

/// A proxy as the connector needs it.
#[derive(Clone)]
pub(crate) struct ProxyParts {
    pub(crate) uri: Uri,
    pub(crate) authorization: Option<HeaderValue>,
}

impl ProxyParts {
    pub(crate) fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }
}

impl Proxy {
    /// The proxy at `url`, `http://host:port` or `https://host:port`. Checked when the client is built.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            credentials: None,
        }
    }

    /// User and password for the proxy. The carrier never sees them.
    #[must_use]
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.credentials = Some((user.into(), password.into()));
        self
    }

    pub(crate) fn parts(&self) -> Result<ProxyParts, &'static str> {
        let uri: Uri = self.url.trim().parse().map_err(|_| "is not a URL")?;
        if !uri
            .scheme()
            .is_some_and(|s| *s == Scheme::HTTP || *s == Scheme::HTTPS)
        {
            return Err("must begin with http:// or https://");
        }
        if uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err("must have no user name or password; give them with Proxy::credentials");
        }
        if !uri.authority().is_some_and(has_valid_port) {
            return Err("must have no port, or one from 1 to 65535");
        }
        if uri.path().len() > 1 || uri.query().is_some() {
            return Err("must have no path and no query");
        }
        let authorization = match &self.credentials {
            None => None,
            Some((user, password)) => {
                let header = basic(user, password.expose_secret());
                Some(header.ok_or("has a user name with a colon, which cannot be sent")?)
            }
        };
        Ok(ProxyParts { uri, authorization })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.credentials.as_ref().map(|(user, _)| user);
        f.debug_struct("Proxy")
            .field("url", &unchecked_url(&self.url))
            .field("user", &user)
            .finish_non_exhaustive()
    }
}
