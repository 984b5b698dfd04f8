//! The configured origin: the only place that credentials are sent to.

use std::net::IpAddr;

use bytes::Bytes;
use http::header::HeaderValue;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Request, Uri};
use trunkline_core::ErrorKind;

use crate::TransportError;

/// Scheme, authority and path prefix, taken apart once.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    text: Box<str>,
    scheme: Scheme,
    authority: Authority,
    /// Without a slash at the end; empty for none.
    prefix: Box<str>,
    host_header: HeaderValue,
}

impl BaseUrl {
    /// Reads a base URL, or says what is wrong with it.
    pub(crate) fn parse(text: &str, allow_plain_http: bool) -> Result<Self, &'static str> {
        if text.contains('#') {
            return Err("must have no fragment");
        }
        let uri: Uri = text.trim().parse().map_err(|_| "is not a URL")?;
        if uri.query().is_some() {
            return Err("must have no query");
        }
        let parts = uri.into_parts();
        let scheme = parts.scheme.ok_or("must begin with https://")?;
        let authority = parts.authority.ok_or("must name a host")?;
        if authority.as_str().contains('@') {
            return Err("must have no user name or password; give them to the authorizer");
        }
        if authority.host().is_empty() {
            return Err("must name a host");
        }
        if !has_valid_port(&authority) {
            return Err("must have no port, or one from 1 to 65535");
        }
        if scheme == Scheme::HTTP {
            if !allow_plain_http && !is_loopback(authority.host()) {
                return Err(
                    "must begin with https:// unless the host is this machine or plain http is allowed",
                );
            }
        } else if scheme != Scheme::HTTPS {
            return Err("must begin with https://");
        }
        let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        let prefix = path.trim_end_matches('/').into();
        let host_header = host_header(&scheme, &authority).ok_or("names a host that cannot be sent")?;
        let mut base = Self {
            text: "".into(),
            scheme,
            authority,
            prefix,
            host_header,
        };
        base.text = format!("{}://{}{}", base.scheme, base.authority, base.prefix).into();
        Ok(base)
    }

    /// Without a slash at the end.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn host_header(&self) -> &HeaderValue {
        &self.host_header
    }

    pub(crate) fn is_https(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// `api.example.com:443`, as error lines show it.
    pub(crate) fn host_and_port(&self) -> String {
        let port = self
            .authority
            .port_u16()
            .unwrap_or(if self.is_https() { 443 } else { 80 });
        format!("{}:{port}", self.authority.host())
    }

    /// Makes the target of `request` absolute. A target that is absolute already must have this origin.
    pub(crate) fn join(&self, request: &mut Request<Bytes>) -> Result<(), TransportError> {
        let uri = std::mem::take(request.uri_mut());
        let mut parts = uri.into_parts();
        if let Some(authority) = &parts.authority {
            if parts.scheme.as_ref() != Some(&self.scheme) || *authority != self.authority {
                return Err(refused(
                    "the target is on another host; credentials go to the base URL only",
                ));
            }
        } else {
            parts.path_and_query = Some(self.prefixed(parts.path_and_query)?);
        }
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| refused("the target is no path"))?;
        Ok(())
    }

    fn prefixed(&self, target: Option<PathAndQuery>) -> Result<PathAndQuery, TransportError> {
        let target = target.unwrap_or_else(|| PathAndQuery::from_static("/"));
        if !target.as_str().starts_with('/') {
            return Err(refused("the target must begin with a slash"));
        }
        if self.prefix.is_empty() {
            return Ok(target);
        }
        let text = [&*self.prefix, target.as_str()].concat();
        PathAndQuery::from_maybe_shared(Bytes::from(text)).map_err(|_| refused("the target is no path"))
    }
}

fn refused(what: &'static str) -> TransportError {
    TransportError::unsendable(ErrorKind::InvalidInput, what)
}

fn host_header(scheme: &Scheme, authority: &Authority) -> Option<HeaderValue> {
    let default = if *scheme == Scheme::HTTPS { 443 } else { 80 };
    let host = authority.host();
    match authority.port_u16() {
        Some(port) if port != default => HeaderValue::from_str(&format!("{host}:{port}")).ok(),
        _ => HeaderValue::from_str(host).ok(),
    }
}

/// Whether what follows the host is nothing or a port. `http` takes any digits, and those that are no port for none at all:
/// credentials would then go to the port of the scheme.
pub(crate) fn has_valid_port(authority: &Authority) -> bool {
    match authority.as_str().strip_prefix(authority.host()) {
        Some("") => true,
        Some(_) => authority.port_u16().is_some_and(|port| port > 0),
        None => false,
    }
}

/// Whether a host, as a URL spells it, is this machine. Of names only `localhost` is: what is below it, a resolver may place
/// anywhere.
fn is_loopback(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|h| h.strip_suffix(']'))
        .unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
