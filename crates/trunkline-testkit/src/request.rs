//! Requests as text, for snapshots.

use std::fmt::Write as _;

use bytes::Bytes;
use http::Request;

/// Method and target, sorted headers, an empty line and the body if there is one.
pub fn shown(request: &Request<Bytes>) -> String {
    let mut text = head(request);
    if !request.body().is_empty() {
        writeln!(text, "\n{}", std::str::from_utf8(request.body()).unwrap()).unwrap();
    }
    text
}

/// Method and target, sorted headers.
pub fn head(request: &Request<Bytes>) -> String {
    let mut headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()))
        .collect();
    headers.sort();
    format!("{} {}\n{}", request.method(), request.uri(), headers.concat())
}
