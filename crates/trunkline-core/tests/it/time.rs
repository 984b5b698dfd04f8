//! Points in time: the formats of the contracts, and text that is none of them.

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use trunkline_core::Timestamp;

#[test]
fn the_formats_of_the_contracts() {
    for (text, rfc3339) in [
        ("2017-12-22T01:52:39.39Z", "2017-12-22T01:52:39.39Z"),
        ("2018-04-23 17:04:30.829341+00:00", "2018-04-23T17:04:30.829341Z"),
        ("Fri, 01 Jun 2018 00:17:52 GMT", "2018-06-01T00:17:52Z"),
        ("2018-07-31T21:34:17Z", "2018-07-31T21:34:17Z"),
        ("2019-03-18T23:20:17+00:00", "2019-03-18T23:20:17Z"),
        ("2019-01-01 00:00:00", "2019-01-01T00:00:00Z"),
        ("2019-01-01 00:00:00+00", "2019-01-01T00:00:00Z"),
        ("2019-03-19T22:49:48.060559+00:00", "2019-03-19T22:49:48.060559Z"),
        ("2019-03-19T22:49:48.060Z", "2019-03-19T22:49:48.06Z"),
        ("2010-05-17T18:26:07.217+0000", "2010-05-17T18:26:07.217Z"),
        ("2010-05-17T18:26:07-07:00", "2010-05-18T01:26:07Z"),
        (" 2018-07-31T21:34:17Z\n", "2018-07-31T21:34:17Z"),
    ] {
        let time = Timestamp::from(text);
        assert!(time.is_known(), "{text}");
        assert_eq!(time.to_rfc3339(), rfc3339, "{text}");
        assert_eq!(Timestamp::from(rfc3339), time, "{text}");
    }
}

#[test]
fn other_text_is_kept() {
    for text in [
        "",
        "soon",
        "2018-07-31",
        "31/07/2018 21:34",
        "2018-13-01T00:00:00Z",
        "2018-07-31T25:00:00Z",
        "1533072857",
        "2018-07-31T21:34:17[Europe/Paris]",
        "2018-07-31T21:34:17+02:00[Europe/Paris]",
    ] {
        let time = Timestamp::from(text);
        assert_eq!(time.unknown_text(), Some(text));
        assert_eq!((time.unix_millis(), time.unix_seconds()), (None, None));
        assert_eq!((time.to_rfc3339(), time.date()), (text.into(), text.into()));
        assert_eq!(serde_json::to_value(&time).unwrap(), text);
    }
}

#[test]
fn formats_that_are_written() {
    let time = Timestamp::from("2018-06-01T00:17:52.997Z");
    assert_eq!(time.rfc3339_seconds(), "2018-06-01T00:17:52Z");
    assert_eq!(time.rfc3339_hundredths(), "2018-06-01T00:17:52.99Z");
    assert_eq!(time.date(), "2018-06-01");
    assert_eq!(format!("{time:?}"), "Timestamp(2018-06-01T00:17:52.997Z)");
    assert_eq!(format!("{:?}", Timestamp::from("soon")), r#"Timestamp("soon")"#);
}

#[test]
fn system_time_and_milliseconds() {
    let system = SystemTime::UNIX_EPOCH + Duration::from_millis(1_524_503_070_829);
    let time = Timestamp::from(system);
    assert_eq!(time.unix_millis(), Some(1_524_503_070_829));
    assert_eq!(Timestamp::from_unix_millis(1_524_503_070_829), Some(time));
    assert_eq!(Timestamp::from_unix_millis(i64::MAX), None);
}

#[test]
fn known_times_come_in_order_and_before_texts() {
    let mut times = ["soon", "2018-06-01T00:00:00Z", "2017-06-01T00:00:00Z"].map(Timestamp::from);
    times.sort();
    assert_eq!(
        times.map(|time| time.to_string()),
        ["2017-06-01T00:00:00Z", "2018-06-01T00:00:00Z", "soon"]
    );
}

#[test]
fn json() {
    let time: Timestamp = serde_json::from_str(r#""2018-04-23 17:04:30.829341+00:00""#).unwrap();
    assert_eq!(
        serde_json::to_string(&time).unwrap(),
        r#""2018-04-23T17:04:30.829341Z""#
    );
    assert_eq!(serde_json::from_str::<Option<Timestamp>>("null").unwrap(), None);
    assert_eq!(
        serde_json::from_str::<Timestamp>("15").unwrap().unknown_text(),
        Some("15")
    );
}

proptest! {
    #[test]
    fn every_written_format_reads_back(millis in -62_135_596_800_000_i64..253_402_300_799_000) {
        let time = Timestamp::from_unix_millis(millis).unwrap();
        prop_assert_eq!(Timestamp::from(time.to_rfc3339().as_str()), time.clone());
        let seconds = millis.div_euclid(1000);
        prop_assert_eq!(Timestamp::from(time.rfc3339_seconds().as_str()).unix_seconds(), Some(seconds));
        prop_assert_eq!(Timestamp::from(time.rfc3339_hundredths().as_str()).unix_millis(), Some(millis.div_euclid(10) * 10));
    }

    #[test]
    fn no_text_panics_or_is_lost(text in any::<String>()) {
        let time = Timestamp::from(text.as_str());
        prop_assert!(time.is_known() || time.unknown_text() == Some(text.as_str()));
    }
}
