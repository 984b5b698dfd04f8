//! The canonical query, and the text that is signed.

use std::borrow::Cow;

use http::{Method, Uri};
use md5::{Digest, Md5};
use percent_encoding::percent_decode;

use super::SigningError;

/// Name and value, decoded. Bytes, not text: what is no UTF-8 is signed as it was given.
type Pair<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// The query as it is signed **and sent**: pairs sorted by the bytes of their decoded names, form-encoded
/// (`A-Z a-z 0-9 - . _ *` as they are, a blank as `+`, any other byte as `%XX`).
///
/// Values of a repeated name keep their order, and a blank value is kept as `name=`. The service's own client damages
/// a name without `=`; here it becomes `name=` (docs/contracts/flowroute-v1.md §1.1).
///
/// ```
/// use trunkline_flowroute_v1::signing::canonical_query;
///
/// assert_eq!(canonical_query("state=IN&ratecenter=ST%20JOHN"), "ratecenter=ST+JOHN&state=IN");
/// ```
#[must_use]
pub fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<Pair<'_>> = query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(pair)
        .collect();
    // The sort is stable, which keeps the order of repeated names.
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));

    let mut canonical = String::with_capacity(query.len());
    for (name, value) in pairs {
        if !canonical.is_empty() {
            canonical.push('&');
        }
        canonical.extend(form_urlencoded::byte_serialize(&name));
        canonical.push('=');
        canonical.extend(form_urlencoded::byte_serialize(&value));
    }
    canonical
}

/// The text whose HMAC is the signature: timestamp, method, MD5 of the body, address and canonical query, one a line.
///
/// `body` is `None` for a request that can have none (GET), which is not the same as an empty one. The port is left
/// out of the address.
///
/// # Errors
/// [`SigningError`] if `uri` has no scheme or host.
pub fn string_to_sign(
    method: &Method,
    uri: &Uri,
    body: Option<&[u8]>,
    timestamp: &str,
) -> Result<String, SigningError> {
    with_query(
        method,
        uri,
        &canonical_query(uri.query().unwrap_or_default()),
        body,
        timestamp,
    )
}

/// [`string_to_sign`] with a query that is canonical already.
pub(super) fn with_query(
    method: &Method,
    uri: &Uri,
    query: &str,
    body: Option<&[u8]>,
    timestamp: &str,
) -> Result<String, SigningError> {
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
        return Err(SigningError::Relative);
    };
    let body = body.map(|bytes| hex(&Md5::digest(bytes))).unwrap_or_default();
    Ok(format!(
        "{timestamp}\n{method}\n{body}\n{scheme}://{host}{}\n{query}",
        uri.path()
    ))
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// `name=value`, form-decoded.
fn pair(piece: &str) -> Pair<'_> {
    let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
    (decoded(name), decoded(value))
}

fn decoded(text: &str) -> Cow<'_, [u8]> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return Cow::Owned(percent_decode(spaced.as_bytes()).collect());
    }
    percent_decode(text.as_bytes()).into()
}
