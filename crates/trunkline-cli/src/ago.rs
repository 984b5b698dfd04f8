//! Times as people say them: `2 minutes ago`.

use std::time::SystemTime;

use trunkline::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// From here on the date says more.
const LONG: u64 = 30 * DAY;

/// How long ago that is, or how far ahead; the date if that is long.
pub(crate) fn ago(time: &Timestamp) -> String {
    let now = Timestamp::from(SystemTime::now()).unix_seconds();
    match (now, time.unix_seconds()) {
        (Some(now), Some(then)) if now.abs_diff(then) < LONG => words(now, then),
        _ => time.date(),
    }
}

fn words(now: i64, then: i64) -> String {
    let (count, unit) = match now.abs_diff(then) {
        seconds @ 0..MINUTE => (seconds, "second"),
        seconds @ MINUTE..HOUR => (seconds / MINUTE, "minute"),
        seconds @ HOUR..DAY => (seconds / HOUR, "hour"),
        seconds => (seconds / DAY, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    match (count, then <= now) {
        (0, _) => "now".to_owned(),
        (_, true) => format!("{count} {unit}{plural} ago"),
        (_, false) => format!("in {count} {unit}{plural}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_said_in_the_largest_unit() {
        const NOW: i64 = 1_795_168_800;
        for (before, said) in [
            (0, "now"),
            (1, "1 second ago"),
            (59, "59 seconds ago"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (29 * 86_400, "29 days ago"),
            (-30, "in 30 seconds"),
            (-7_300, "in 2 hours"),
        ] {
            assert_eq!(super::words(NOW, NOW - before), said);
        }
        let old = "2017-12-08T01:17:19Z";
        assert_eq!(super::ago(&old.into()), "2017-12-08");
        assert_eq!(super::ago(&"soon".into()), "soon");
    }
}
