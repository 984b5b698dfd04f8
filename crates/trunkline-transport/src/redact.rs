//! What may be shown of a request or a response: a list of what is harmless, not of what is secret.

use std::fmt;

use http::Uri;
use http::header::{self, HeaderMap, HeaderName};

/// Headers whose values may be shown, unless they are marked as sensitive.
const HEADERS: [HeaderName; 10] = [
    header::ACCEPT,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::HOST,
    header::RETRY_AFTER,
    header::SERVER,
    header::USER_AGENT,
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-timestamp"),
];

/// Query parameters whose values may be shown.
const PARAMETERS: [&str; 4] = ["limit", "offset", "page", "order_by"];

/// Headers, with the values of all but harmless ones replaced.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Display for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (name, value) in self.0 {
            let shown = if value.is_sensitive() || !HEADERS.contains(name) {
                None
            } else {
                value.to_str().ok()
            };
            write!(f, "{separator}{name}: {}", shown.unwrap_or("***"))?;
            separator = ", ";
        }
        Ok(())
    }
}

/// Path and query, with the values of all but harmless parameters replaced.
pub(crate) struct Target<'a>(pub(crate) &'a Uri);

impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.path())?;
        let mut separator = '?';
        for pair in self.0.query().into_iter().flat_map(|q| q.split('&')) {
            match pair.split_once('=') {
                Some((name, _)) if !PARAMETERS.contains(&name) => write!(f, "{separator}{name}=***")?,
                _ => write!(f, "{separator}{pair}")?,
            }
            separator = '&';
        }
        Ok(())
    }
}

/// A URL that nobody has checked yet: one that holds a password is not shown, and of a query or fragment nothing is.
pub(crate) fn unchecked_url(url: &str) -> &str {
    match url.split(['?', '#']).next() {
        Some(url) if !url.contains('@') => url,
        _ => "***",
    }
}
