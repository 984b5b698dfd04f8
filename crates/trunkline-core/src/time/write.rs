//! The formats that are written.

use std::fmt;

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
        self.written("%Y-%m-%dT%H:%M:%SZ")
    }

    /// `2017-12-22T01:52:39.39Z`: RFC 3339 with two decimals, as message queries take it (docs/contracts/flowroute-v2.md §5.7).
    #[must_use]
    pub fn rfc3339_hundredths(&self) -> String {
        self.written("%Y-%m-%dT%H:%M:%S.%2fZ")
    }

    /// `2018-07-31`: the date alone.
    #[must_use]
    pub fn date(&self) -> String {
        self.written("%Y-%m-%d")
    }

    fn written(&self, format: &str) -> String {
        match &self.0 {
            Repr::At(at) => at.strftime(format).to_string(),
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
