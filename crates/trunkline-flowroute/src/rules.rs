//! Value rules that several resources share (docs/contracts/flowroute-v2.md §5).

/// An absolute http or https URL with a host, without blanks.
pub(crate) fn is_web_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|r| r.split(['/', '?', '#']).next());
    host.is_some_and(|h| !h.is_empty()) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Something on either side of one `@`, without blanks. The carrier's mail system decides the rest.
pub(crate) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
