//! Instants on the virtual clock and the texts they are written as (docs/contracts/flowroute-v2.md §5.7).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Microseconds since 1970-01-01T00:00:00Z.
pub(crate) type Micros = i64;

/// One second.
pub(crate) const SECOND: Micros = 1_000_000;

/// Where every virtual clock starts: 2026-01-15T12:00:00Z.
pub(crate) const EPOCH: Micros = 1_768_478_400 * SECOND;

/// Where every virtual clock ends: 9999-12-30T00:00:00Z.
pub(crate) const LAST: Micros = 253_402_128_000 * SECOND;

fn stamp(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The wall clock of this machine.
pub(crate) fn wall() -> Micros {
    Timestamp::now().as_microsecond()
}

/// `2026-01-15T12:00:00Z`, with fractions only where there are some.
pub(crate) fn rfc3339(at: Micros) -> String {
    stamp(at).to_string()
}

/// MDR form, two fraction digits: `2017-12-22T01:52:39.39Z`.
pub(crate) fn mdr(at: Micros) -> String {
    let hundredths = at.rem_euclid(SECOND) / 10_000;
    format!("{}.{hundredths:02}Z", stamp(at).strftime("%Y-%m-%dT%H:%M:%S"))
}

/// CNAM form: `2018-04-23 17:04:30.829341+00:00`.
pub(crate) fn cnam(at: Micros) -> String {
    format!(
        "{}.{:06}+00:00",
        stamp(at).strftime("%Y-%m-%d %H:%M:%S"),
        at.rem_euclid(SECOND)
    )
}

/// Inner form of an event: `2019-03-19T22:49:48.060559+00:00`.
pub(crate) fn event(at: Micros) -> String {
    format!(
        "{}.{:06}+00:00",
        stamp(at).strftime("%Y-%m-%dT%H:%M:%S"),
        at.rem_euclid(SECOND)
    )
}

/// Outer form of an event: `2019-03-19T22:49:48.060Z`.
pub(crate) fn event_millis(at: Micros) -> String {
    let millis = at.rem_euclid(SECOND) / 1000;
    format!("{}.{millis:03}Z", stamp(at).strftime("%Y-%m-%dT%H:%M:%S"))
}

/// RFC 1123 form of a CNAM association: `Fri, 01 Jun 2018 00:17:52 GMT`.
pub(crate) fn rfc1123(at: Micros) -> String {
    stamp(at).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The form links echo dates in: `2017-12-01T00:00:00+00:00` (to be percent-encoded by the caller).
pub(crate) fn echo(at: Micros) -> String {
    let seconds = stamp(at).strftime("%Y-%m-%dT%H:%M:%S");
    match at.rem_euclid(SECOND) {
        0 => format!("{seconds}+00:00"),
        micros => format!("{seconds}.{micros:06}+00:00"),
    }
}

/// The day of an instant, UTC.
pub(crate) fn date(at: Micros) -> Date {
    stamp(at).to_zoned(TimeZone::UTC).date()
}

/// As names of port orders have it: `6/12/2018`.
pub(crate) fn month_day_year(at: Micros) -> String {
    let day = date(at);
    format!("{}/{}/{}", day.month(), day.day(), day.year())
}

/// As call detail records have it: `2019-06-25 18:18:54+00`.
pub(crate) fn csv(at: Micros) -> String {
    stamp(at).strftime("%Y-%m-%d %H:%M:%S+00").to_string()
}

/// Reads what filters of call detail records have: `2019-01-01 00:00:00`, UTC, or what [`parse_query`] reads.
pub(crate) fn parse_cdr(text: &str) -> Option<Micros> {
    let civil = text.trim().replacen(' ', "T", 1).parse::<DateTime>();
    match civil {
        Ok(civil) => Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond()),
        Err(_) => parse_query(text),
    }
}

/// Reads what a message list takes: `YYYY-MM-DD` or an ISO date-time with or without fraction and offset, UTC.
pub(crate) fn parse_query(text: &str) -> Option<Micros> {
    // A `+` of an offset that was not percent-encoded arrives as a space.
    let text = text.trim().replace(' ', "+");
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_microsecond());
    }
    let civil = if text.len() == 10 {
        text.parse::<Date>().ok()?.at(0, 0, 0, 0)
    } else {
        text.parse::<DateTime>().ok()?
    };
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_documented_forms() {
        assert_eq!(rfc3339(EPOCH), "2026-01-15T12:00:00Z");
        assert_eq!(rfc3339(LAST), "9999-12-30T00:00:00Z");
        assert_eq!(mdr(EPOCH + 399_000), "2026-01-15T12:00:00.39Z");
        assert_eq!(event(EPOCH + 5), "2026-01-15T12:00:00.000005+00:00");
        assert_eq!(event_millis(EPOCH + 5678), "2026-01-15T12:00:00.005Z");
        assert_eq!(cnam(EPOCH + 5), "2026-01-15 12:00:00.000005+00:00");
        assert_eq!(rfc1123(EPOCH), "Thu, 15 Jan 2026 12:00:00 GMT");
        assert_eq!(echo(EPOCH), "2026-01-15T12:00:00+00:00");
    }

    #[test]
    fn reads_dates_and_date_times() {
        assert_eq!(parse_query("2026-01-15"), Some(EPOCH - 43_200 * SECOND));
        assert_eq!(parse_query("2026-01-15T12:00:00.00Z"), Some(EPOCH));
        assert_eq!(parse_query("2026-01-15T12:00:00"), Some(EPOCH));
        assert_eq!(parse_query("2026-01-15T12:00:00 00:00"), Some(EPOCH));
        assert_eq!(parse_query("yesterday"), None);
    }
}
