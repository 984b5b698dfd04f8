//! Telephone numbers in JSON.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::error::Rule;
use super::parse::Bare;
use super::{ParsePhoneNumberError, PhoneNumber, parse};

/// As `"+12065551234"`.
impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string in any form that [`PhoneNumber::parse`] takes, or from an integer.
///
/// One rule is wider than when a person writes: eleven digits and more without `+` may belong to any country, since that
/// is how carriers write (docs/contracts/flowroute-v2.md §5.1). Ten digits are always a NANP number without its 1; where a
/// carrier never leaves out the country code, read with [`lenient::e164_digits`](crate::lenient::e164_digits).
impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Number(Bare::Usual))
    }
}

/// A telephone number whose digits always carry their country code, with or without `+`.
///
/// docs/contracts/flowroute-v2.md §5.1 (ids and values of numbers; those of other countries may have ten digits or fewer, which
/// anywhere else would be taken for a NANP number or refused).
///
/// # Errors
/// When the value is no telephone number.
pub fn e164_digits<'de, D>(deserializer: D) -> Result<PhoneNumber, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Number(Bare::E164))
}

struct Number(Bare);

impl Number {
    fn integer<E: Error>(&self, number: u64) -> Result<PhoneNumber, E> {
        parse::wire_digits(number, parse::count_digits(number), self.0)
            .map_err(|rule| E::custom(ParsePhoneNumberError::new(&number.to_string(), rule)))
    }
}

impl Visitor<'_> for Number {
    type Value = PhoneNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a telephone number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PhoneNumber, E> {
        parse::wire(text, self.0).map_err(|rule| E::custom(ParsePhoneNumberError::new(text, rule)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<PhoneNumber, E> {
        self.integer(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<PhoneNumber, E> {
        match u64::try_from(number) {
            Ok(number) => self.integer(number),
            Err(_) => Err(E::custom(ParsePhoneNumberError::new(
                &number.to_string(),
                Rule::Character('-'),
            ))),
        }
    }
}
