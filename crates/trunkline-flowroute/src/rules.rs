//! Value rules that several resources share (docs/contracts/flowroute-v2.md §5).

use trunkline_core::{Region, ensure};

use crate::prelude::*;

/// A change must change something.
pub(crate) fn ensure_change(is_change: bool) -> Valid {
    match is_change {
        true => Ok(()),
        false => Err(ValidationError::of_request("nothing to change is set")),
    }
}

/// An absolute http or https URL, if there is one.
pub(crate) fn ensure_web_url(field: &'static str, url: Option<&String>) -> Valid {
    let fits = url.is_none_or(|url| is_web_url(url));
    ensure(fits, field, "must be an absolute http or https URL")
}

/// An e-mail address, if there is one.
pub(crate) fn ensure_email(field: &'static str, email: Option<&String>) -> Valid {
    let fits = email.is_none_or(|email| is_email(email));
    ensure(fits, field, "must be an e-mail address")
}

/// A state, territory or province, if there is one.
pub(crate) fn ensure_region(field: &'static str, region: Option<&Region>) -> Valid {
    match region {
        Some(unknown) if !unknown.is_known() => {
            Err(ValidationError::new(field, "must be a state, territory or province").got(unknown))
        }
        _ => Ok(()),
    }
}

/// An absolute http or https URL with a host, without blanks.
pub(crate) fn is_web_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|r| r.split(['/', '?', '#']).next());
    host.is_some_and(|h| !h.is_empty()) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Something on either side of one `@`, without blanks. The carrier's mail system decides the rest.
fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
