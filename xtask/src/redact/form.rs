//! Percent-encoded texts: decoded, looked at, and encoded again only if they changed.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A form's key or value as text.
pub(super) fn decode(text: &str) -> String {
    let plus = text.replace('+', " ");
    percent_encoding::percent_decode_str(&plus)
        .decode_utf8_lossy()
        .into_owned()
}

pub(super) fn encode_value(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub(super) fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// Applies `change` to what `text` means. Unchanged, it keeps the spelling it had.
pub(super) fn decoded(
    text: &str,
    change: impl FnOnce(&str) -> Result<String, Failure>,
    encode: fn(&str) -> String,
) -> Result<String, Failure> {
    let meant = decode(text);
    let changed = change(&meant)?;
    Ok(if changed == meant {
        text.to_owned()
    } else {
        encode(&changed)
    })
}
