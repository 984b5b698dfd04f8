//! Telling words apart quickly.

/// The key of all words of more than 15 bytes.
const LONG: u128 = u128::MAX;

/// A word as a number: its bytes below its length. No two words of up to 15 bytes share one.
#[doc(hidden)]
#[must_use]
pub const fn __key(word: &str) -> u128 {
    let mut rest = word.as_bytes();
    if rest.len() > 15 {
        return LONG;
    }
    let mut key = rest.len() as u128;
    while let [first, after @ ..] = rest {
        key = (key << 8) | *first as u128;
        rest = after;
    }
    key
}

/// Whether two words are the same, given their keys.
#[doc(hidden)]
#[must_use]
#[inline(always)]
pub fn __same(word: &str, key: u128, other: &str, other_key: u128) -> bool {
    key == other_key && (other_key != LONG || word == other)
}
