//! The formats that are written.

use std::fmt;

use jiff::civil::{DateTime, Weekday};
use jiff::tz::Offset;

use super::{Repr, Timestamp};

/// Writing. Each of these writes UTC and cuts what the format has no room for. Text in an unknown format is written as
/// it was received.
impl Timestamp {
    /// `2018-04-23T17:04:30.829341Z`: RFC 3339 with as many decimals as there are.
    #[must_use]
    pub fn to_rfc3339(&self) -> String {
        self.to_string()
    }

    /// `2018-07-31T21:34:17Z`: RFC 3339 in whole seconds.
    #[must_use]
    pub fn rfc3339_seconds(&self) -> String {
        self.written(|at| format!("{}T{}Z", Date(at), Clock(at)))
    }

    /// `2017-12-22T01:52:39.39Z`: RFC 3339 with two decimals, as message queries take it (docs/contracts/flowroute-v2.md §5.7).
    #[must_use]
    pub fn rfc3339_hundredths(&self) -> String {
        self.written(|at| {
            format!(
                "{}T{}.{:02}Z",
                Date(at),
                Clock(at),
                at.subsec_nanosecond() / 10_000_000
            )
        })
    }

    /// `2018-07-31`: the date alone.
    #[must_use]
    pub fn date(&self) -> String {
        self.written(|at| Date(at).to_string())
    }

    /// `2019-01-01 00:00:00`: date and time with a space, as call record filters take it (docs/contracts/flowroute-v2.md §5.7).
    #[must_use]
    pub fn date_and_time(&self) -> String {
        self.written(|at| format!("{} {}", Date(at), Clock(at)))
    }

    /// `Fri, 01 Jun 2018 00:17:52 GMT`: as HTTP headers carry it.
    #[must_use]
    pub fn http_date(&self) -> String {
        self.written(|at| {
            let (weekday, month) = (weekday(at.weekday()), month(at.month()));
            format!(
                "{weekday}, {:02} {month} {:04} {} GMT",
                at.day(),
                at.year(),
                Clock(at)
            )
        })
    }

    fn written(&self, format: impl FnOnce(DateTime) -> String) -> String {
        match &self.0 {
            Repr::At(at) => format(Offset::UTC.to_datetime(*at)),
            Repr::Text(text) => text.to_string(),
        }
    }
}

/// Writes RFC 3339 in UTC, or the unknown text as received.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::At(at) => fmt::Display::fmt(at, f),
            Repr::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::At(at) => write!(f, "Timestamp({at})"),
            Repr::Text(text) => write!(f, "Timestamp({text:?})"),
        }
    }
}

struct Date(DateTime);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

struct Clock(DateTime);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}:{:02}",
            self.0.hour(),
            self.0.minute(),
            self.0.second()
        )
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

const fn month(number: i8) -> &'static str {
    match number {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}
