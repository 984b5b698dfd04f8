//! The formats that are read.

use jiff::civil::Time;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

static RFC_1123: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new();

/// The instant that `text` writes, if it is in a known format.
pub(super) fn instant(text: &str) -> Option<jiff::Timestamp> {
    let text = text.trim();
    // RFC 1123 starts with the name of a day; all other formats start with the year.
    match text.bytes().next() {
        Some(b'0'..=b'9') => iso(text),
        Some(_) => RFC_1123.parse_timestamp(text).ok(),
        None => None,
    }
}

/// `T` or a space between date and time, any number of decimals up to nine, `Z`, `+00:00`, `+0000`, `+00` or nothing.
fn iso(text: &str) -> Option<jiff::Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    // A date alone is no instant, and a zone in brackets is no format of any carrier.
    let time: Time = pieces
        .time()
        .filter(|_| pieces.time_zone_annotation().is_none())?;
    let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
    offset.to_timestamp(pieces.date().to_datetime(time)).ok()
}
