//! Text, identifiers and booleans that arrive as something else.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// Text that may be empty or a number.
///
/// Absent, `null` and `""` are `None` (docs/contracts/flowroute-v2.md §7, items 12, 13 and 16: `alias`, `address_type`,
/// `rejection_reason`). Numbers and booleans are kept as their JSON text (item 13: `street_number`; item 21:
/// `status_code`). `T` is anything made from `&str`: `String`, `Box<str>`, an open enum.
///
/// # Errors
/// When the value is an array or an object.
pub fn text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    let text = Scalar::OPTIONAL.read(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()).map(|text| T::from(&text)))
}

/// An identifier that is a string, an integer or `null`.
///
/// docs/contracts/flowroute-v2.md §7, item 4 (CNAM associate answers an integer, unassociate `null`, edge strategies are
/// integers); docs/contracts/tropo.md §4, items 2 and 18 (integers; trailing CR LF, which is dropped). `""` is `None`.
///
/// # Errors
/// When the value is an array or an object.
pub fn id_text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    let text = Scalar::OPTIONAL.read(deserializer)?;
    let id = text.as_deref().map(str::trim).filter(|id| !id.is_empty());
    Ok(id.map(T::from))
}

/// A boolean, or the text `"true"` / `"false"` in any case, or `1` / `0`.
///
/// docs/contracts/flowroute-v2.md §7, item 3 (`is_mms` is sent as a string and returned as a boolean; `cnam_lookups_enabled`
/// is documented as a string). Absent, `null` and `""` are `None`.
///
/// # Errors
/// When the text or number is no boolean.
pub fn bool_or_text<'de, D>(deserializer: D) -> Result<Option<bool>, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Truth)
}

/// What [`open_enum!`](crate::open_enum) reads with: any scalar becomes its text, the empty one too.
#[doc(hidden)]
pub fn __word<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    let text = Scalar::REQUIRED.read(deserializer)?;
    Ok(T::from(&text.unwrap_or_default()))
}

/// What [`string_id!`](crate::string_id) reads with: a string or a number, without surrounding white space.
#[doc(hidden)]
pub fn __id<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    let text = Scalar::REQUIRED.read(deserializer)?;
    Ok(T::from(text.unwrap_or_default().trim()))
}

/// A finite float as its shortest decimal text, which is what the sender wrote if that had at most 15 digits.
pub(crate) fn float_text<E: Error>(number: f64) -> Result<String, E> {
    if number.is_finite() {
        Ok(number.to_string())
    } else {
        Err(E::custom("not a finite number"))
    }
}

/// Reads the text of a scalar, in place where the input has it in one piece. Not generic over what is made of the text: the
/// fields of a record are then all read by the same code, which stays in the processor's cache.
#[derive(Clone, Copy)]
struct Scalar {
    /// Whether `null` is no text rather than an error.
    optional: bool,
}

impl Scalar {
    const OPTIONAL: Self = Self { optional: true };
    const REQUIRED: Self = Self { optional: false };

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.optional {
            "text, a number or null"
        } else {
            "text or a number"
        })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(float_text(number)?)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        match self.optional {
            true => Ok(None),
            false => Err(E::invalid_type(Unexpected::Unit, &self)),
        }
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.read(deserializer)
    }
}

struct Truth;

impl<'de> Visitor<'de> for Truth {
    type Value = Option<bool>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, the same as text, or null")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match text.trim() {
            "" => Ok(None),
            text if text.eq_ignore_ascii_case("true") || text == "1" => Ok(Some(true)),
            text if text.eq_ignore_ascii_case("false") || text == "0" => Ok(Some(false)),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        match number {
            0 => Ok(Some(false)),
            1 => Ok(Some(true)),
            _ => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
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
