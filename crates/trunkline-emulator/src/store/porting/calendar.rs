//! Business days: Monday to Friday without the federal holidays of the United States (assumed, docs/contracts/flowroute-v2.md
//! A:82).

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::time::{Micros, SECOND, date};

/// Holidays on a day of a month. On a Saturday they are observed the day before, on a Sunday the day after.
const FIXED: &[(i8, i8)] = &[
    (1, 1),   // New Year's Day
    (6, 19),  // Juneteenth
    (7, 4),   // Independence Day
    (11, 11), // Veterans Day
    (12, 25), // Christmas Day
];

/// Holidays on the nth weekday of a month.
const FLOATING: &[(i8, Weekday, i8)] = &[
    (1, Weekday::Monday, 3),    // Martin Luther King, Jr.
    (2, Weekday::Monday, 3),    // Washington's Birthday
    (9, Weekday::Monday, 1),    // Labor Day
    (10, Weekday::Monday, 2),   // Columbus Day
    (11, Weekday::Thursday, 4), // Thanksgiving Day
];

/// The same time of day, so many business days later.
pub(super) fn business_days(from: Micros, count: u32) -> Micros {
    let (mut at, mut left) = (from, count);
    while left > 0 {
        at = at.saturating_add(86_400 * SECOND);
        left -= u32::from(is_business_day(date(at)));
    }
    at
}

/// This day, or the first business day after it.
pub(super) fn business_day_from(mut day: Date) -> Date {
    while !is_business_day(day) && day < Date::MAX {
        day = day.saturating_add(1.day());
    }
    day
}

fn is_business_day(day: Date) -> bool {
    let is_fixed = |day: Date| FIXED.contains(&(day.month(), day.day()));
    let is_observed = match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => return false,
        Weekday::Friday => is_fixed(day.saturating_add(1.day())),
        Weekday::Monday => is_fixed(day.saturating_sub(1.day())),
        _ => false,
    };
    !is_fixed(day) && !is_observed && !is_floating(day)
}

fn is_floating(day: Date) -> bool {
    let nth = (day.day() + 6) / 7;
    let is_memorial_day = day.month() == 5 && day.weekday() == Weekday::Monday && day.day() > 24;
    is_memorial_day || FLOATING.contains(&(day.month(), day.weekday(), nth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{EPOCH, rfc3339};

    #[test]
    fn weekends_and_holidays_are_no_business_days() {
        // The epoch is a Thursday, and the Monday after it Martin Luther King's.
        let days = [0, 1, 2, 5].map(|count| rfc3339(business_days(EPOCH, count)));
        let expected = ["15", "16", "20", "23"].map(|day| format!("2026-01-{day}T12:00:00Z"));
        assert_eq!(days, expected);
    }

    /// The weekdays of a year that are holidays, as the Office of Personnel Management lists them.
    #[test]
    fn the_holidays_are_those_of_the_federal_government() {
        let holidays = |year: i16| -> Vec<String> {
            let days = Date::constant(year, 1, 1).series(1.day());
            let year = days.take_while(|day| day.year() == year);
            let weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let holidays = year.filter(weekday).filter(|day| !is_business_day(*day));
            holidays.map(|day| day.strftime("%m-%d").to_string()).collect()
        };
        let in_2026 = [
            "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25",
        ];
        assert_eq!(holidays(2026), in_2026);
        // New Year's Day of 2022 was a Saturday.
        let in_2021 = [
            "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25",
            "12-24", "12-31",
        ];
        assert_eq!(holidays(2021), in_2021);
    }
}
