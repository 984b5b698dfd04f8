//! Lists that arrive as one text.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::scalar::__id;

/// An array of texts, one comma-joined text, or one text alone.
///
/// docs/contracts/flowroute-v2.md §7, items 23 and 28 (firewall rules of edge strategies, echoed CDR filters). White space
/// around an item is dropped, empty items are left out, numbers are kept as text. Absent and `null` are the empty list.
///
/// # Errors
/// When the value, or an item of the array, is an object or an array.
pub fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    deserializer.deserialize_any(Many(PhantomData))
}

struct Many<T>(PhantomData<T>);

impl<'de, T> Visitor<'de> for Many<T>
where
    T: for<'a> From<&'a str>,
{
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts, or one text with commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(T::from)
            .collect())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(vec![T::from(number.to_string().as_str())])
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(vec![T::from(number.to_string().as_str())])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Option<Item<T>>>()? {
            list.extend(item.and_then(|item| item.0));
        }
        Ok(list)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// One item; `None` when it is empty.
struct Item<T>(Option<T>);

/// Builds the item in place of an intermediate `String`.
struct Filled<T>(Option<T>);

impl<T: for<'a> From<&'a str>> From<&str> for Filled<T> {
    fn from(text: &str) -> Self {
        Self((!text.is_empty()).then(|| T::from(text)))
    }
}

impl<'de, T: for<'a> From<&'a str>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        __id::<D, Filled<T>>(deserializer).map(|item| Self(item.0))
    }
}
