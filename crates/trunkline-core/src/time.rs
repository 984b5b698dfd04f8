//! Points in time, in the many ways carriers write them.

mod parse;
mod write;

use std::time::SystemTime;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A point in time, or the text that stood where one was expected.
///
/// One carrier writes points in time in six formats (docs/contracts/flowroute-v2.md §5.7) and another in a seventh (docs/contracts/tropo.md §4,
/// item 17). All are read; a time without offset is UTC. Text in any other format is kept exactly as received, so that
/// one odd date does not hide the record around it: [`is_known`](Self::is_known) tells which it is.
///
/// Known points in time are equal when they are the same instant, and come in order before all unknown texts.
///
/// ```
/// use trunkline_core::Timestamp;
///
/// let sent = Timestamp::from("2018-04-23 17:04:30.829341+00:00");
/// assert_eq!(sent.to_rfc3339(), "2018-04-23T17:04:30.829341Z");
/// assert_eq!(sent.rfc3339_seconds(), "2018-04-23T17:04:30Z");
/// assert_eq!(sent.unix_millis(), Some(1_524_503_070_829));
///
/// assert_eq!(Timestamp::from("soon").unix_millis(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(Repr);

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Repr {
    At(jiff::Timestamp),
    Text(String),
}

impl Timestamp {
    /// The instant that many milliseconds after 1970-01-01T00:00:00Z, or `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn from_unix_millis(millis: i64) -> Option<Self> {
        jiff::Timestamp::from_millisecond(millis)
            .ok()
            .map(|at| Self(Repr::At(at)))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, or `None` when the text was in no known format.
    #[must_use]
    pub fn unix_millis(&self) -> Option<i64> {
        self.at().map(jiff::Timestamp::as_millisecond)
    }

    /// Seconds since 1970-01-01T00:00:00Z, or `None` when the text was in no known format.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        self.at().map(jiff::Timestamp::as_second)
    }

    /// Whether this is an instant, rather than text in an unknown format.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.0, Repr::At(_))
    }

    /// The original text, when it was in no known format.
    #[must_use]
    pub fn unknown_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::At(_) => None,
            Repr::Text(text) => Some(text),
        }
    }

    fn at(&self) -> Option<jiff::Timestamp> {
        match self.0 {
            Repr::At(at) => Some(at),
            Repr::Text(_) => None,
        }
    }
}

impl From<&str> for Timestamp {
    /// Reads any of the known formats; other text is kept as it is.
    fn from(text: &str) -> Self {
        Self(parse::instant(text).map_or_else(|| Repr::Text(text.into()), Repr::At))
    }
}

/// Exact to the nanosecond; a time outside the years -9999 to 9999 becomes the nearest one inside.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let nearest = if time < SystemTime::UNIX_EPOCH {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        Self(Repr::At(jiff::Timestamp::try_from(time).unwrap_or(nearest)))
    }
}

/// As RFC 3339 in UTC, or the unknown text.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Repr::At(at) => serializer.collect_str(at),
            Repr::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// From text; any text will do.
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::lenient::__word(deserializer)
    }
}
