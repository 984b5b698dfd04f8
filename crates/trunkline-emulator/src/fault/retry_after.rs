//! What a 429 says about when to come back.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::time::{self, Micros, SECOND};

/// `Retry-After` in every form: seconds, a date, or whatever text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum RetryAfter {
    /// A date so many seconds from now by the wall clock, as HTTP writes it.
    Date { date_in: i32 },
    /// As it stands: seconds, a date, or nonsense.
    Text(String),
}

/// A number, a text or `{"date_in": seconds}`.
impl<'de> Deserialize<'de> for RetryAfter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Date {
            date_in: i32,
        }
        match Value::deserialize(deserializer)? {
            Value::String(text) if http::HeaderValue::from_str(&text).is_ok() => Ok(Self::Text(text)),
            Value::Number(number) => Ok(Self::Text(number.to_string())),
            Value::Object(date) => Date::deserialize(Value::Object(date))
                .map(|Date { date_in }| Self::Date { date_in })
                .map_err(|error| D::Error::custom(format!("retry_after: {error}"))),
            _ => Err(D::Error::custom(
                "retry_after must be a number, a text for a header, or {\"date_in\": seconds}",
            )),
        }
    }
}

impl RetryAfter {
    /// The header's value.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::Date { date_in } => {
                time::rfc1123(time::wall().saturating_add(Micros::from(*date_in) * SECOND))
            }
            Self::Text(text) => text.clone(),
        }
    }
}
