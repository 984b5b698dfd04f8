//! `Retry-After`, in both forms.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// How long the carrier asks to wait. A date counts from the answer's own `Date`, so that a wrong clock on this machine does
/// not matter; without one it counts from `now`.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        // More seconds than 64 bits hold is for ever.
        return (!text.is_empty()).then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = date(headers, RETRY_AFTER)?;
    let from = date(headers, DATE).or_else(|| Timestamp::try_from(now).ok())?;
    Some(Duration::try_from(until.duration_since(from)).unwrap_or_default())
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    PARSER
        .parse_timestamp(headers.get(name)?.to_str().ok()?.trim())
        .ok()
}
