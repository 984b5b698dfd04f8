//! Integers that arrive as text.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::scalar::float_text;

macro_rules! integer_helpers {
    ($($name:ident $words:literal)+) => {$(
        #[doc = concat!("An integer of type `", stringify!($name), "`, also written as text.")]
        ///
        /// docs/contracts/flowroute-v2.md §7, items 1, 4 and 21 (`amount_nanodollars`, port group ids, `status_code`) and §7.1;
        /// docs/contracts/tropo.md §4, item 7 (`count`). Absent, `null` and `""` are `None`; a float counts if it is whole.
        ///
        /// # Errors
        #[doc = concat!("When the value is not ", $words, ".")]
        pub fn $name<'de, D>(deserializer: D) -> Result<Option<$name>, D::Error>
        where
            D: Deserializer<'de>,
        {
            deserializer.deserialize_any(Integer::<$name> { words: $words, kind: PhantomData })
        }
    )+};
}

integer_helpers! {
    u64 "a whole number from 0 to 18446744073709551615"
    u32 "a whole number from 0 to 4294967295"
    i64 "a whole number from -9223372036854775808 to 9223372036854775807"
}

struct Integer<T> {
    words: &'static str,
    kind: PhantomData<T>,
}

impl<'de, T> Visitor<'de> for Integer<T>
where
    T: FromStr + TryFrom<u64> + TryFrom<i64>,
{
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, also as text", self.words)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        match T::try_from(number) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        match T::try_from(number) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        // A whole float prints without a fraction, so its text parses exactly when it is whole.
        match float_text::<E>(number)?.as_str().parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(E::invalid_value(Unexpected::Float(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(None);
        }
        match trimmed.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}
