//! How a text is encoded and split into segments (docs/contracts/flowroute-v2.md §5.5).

/// How the text of a message is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "a text is one or the other")]
pub enum Encoding {
    /// The basic character set: 160 characters in one segment, 140 in each of several.
    Basic,
    /// UCS-2, as soon as one character is outside of the basic set: 70 characters a segment.
    Ucs2,
}

/// How many segments a text takes; each is billed.
///
/// The lengths are the vendor's own table; other carriers cut at 153. The carrier's bill decides.
///
/// ```
/// use trunkline_flowroute::messages::{Encoding, Segments};
///
/// assert_eq!(Segments::of("hello").count, 1);
/// assert_eq!(Segments::of(&"x".repeat(161)).count, 2);
/// assert_eq!(Segments::of("привет").encoding, Encoding::Ucs2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segments {
    /// How the text is encoded.
    pub encoding: Encoding,
    /// How many segments it takes; an empty text takes one.
    pub count: usize,
}

/// The basic set of GSM 03.38 outside of ASCII.
const GSM_BEYOND_ASCII: &str = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";

impl Segments {
    /// Counts the segments of `text`.
    pub fn of(text: &str) -> Self {
        let basic = text.chars().all(|c| c.is_ascii() || GSM_BEYOND_ASCII.contains(c));
        if basic {
            let length = text.chars().count();
            let count = if length <= 160 { 1 } else { length.div_ceil(140) };
            return Self {
                encoding: Encoding::Basic,
                count,
            };
        }
        let length: usize = text.chars().map(char::len_utf16).sum();
        Self {
            encoding: Encoding::Ucs2,
            count: length.div_ceil(70).max(1),
        }
    }
}
