//! Reading maps keyed by number or name, and writing the JSON of requests (docs/contracts/flowroute-v1.md §3, §4).

use std::fmt;
use std::io;
use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::ser::Formatter;
use serde_json::value::RawValue;
use serde_json::{Map, Serializer, Value};
use trunkline_core::{
    Body, Content, DecodeError, EncodeError, JsonObject, Links, Page, json, json_if_it_fits, lenient,
};

/// The media type of every request that has a body.
const JSON: &str = "application/json; charset=utf-8";

/// Writes an object the way the service's own client does: a blank after each colon and comma of its own, none deeper. Bodies
/// are signed byte by byte, so that its signatures and ours can be compared (docs/contracts/flowroute-v1.md §6).
pub(crate) fn spaced(object: &JsonObject) -> Body {
    let mut bytes = Vec::new();
    object
        .serialize(&mut Serializer::with_formatter(&mut bytes, Spaced))
        .map_err(|e| EncodeError::new(e.to_string()))?;
    Ok(Some(Content::new(JSON, bytes)))
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_object_key<W: io::Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { to.write_all(b", ") }
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }
}

/// Reads an object. Serde would take an array for one: `[]` for an object without members.
pub(crate) fn object<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    ensure_object(body)?;
    json(body)
}

fn ensure_object(body: &[u8]) -> Result<(), DecodeError> {
    if body.trim_ascii_start().starts_with(b"{") {
        return Ok(());
    }
    json::<Map<String, Value>>(body).map(drop)
}

/// Reads `{"tns": {key: value, ...}, "links": {...}}` in the carrier's order; `{}` is an empty page. An entry that does not fit
/// is kept apart.
pub(crate) fn page<K, V, T>(response: &Response<Bytes>, item: fn(K, V) -> T) -> Result<Page<T>, DecodeError>
where
    K: DeserializeOwned,
    V: DeserializeOwned,
{
    let body = response.body();
    ensure_object(body)?;
    let Some(list) = json_if_it_fits::<List<K, V>>(body) else {
        return one_by_one(body, item);
    };
    if list.entries.is_none() {
        ensure_no_entries(body)?;
    }
    let entries = list.entries.unwrap_or_default().0;
    let items = entries.into_iter().map(|(key, value)| item(key, value));
    Ok(Page::new(items.collect(), list.links.unwrap_or_default().into()))
}

/// Nothing found is `{}`, perhaps with links (docs/contracts/flowroute-v1.md §4, 1). A success that says something else in place
/// of the entries, an error above all, is no empty list.
fn ensure_no_entries(body: &[u8]) -> Result<(), DecodeError> {
    let known = ["tns", "npas", "npanxxs", "routes", "links"];
    let members: Map<String, Value> = json(body)?;
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(DecodeError::new(format!("{name:?} stands in place of the list"))),
        None => Ok(()),
    }
}

/// The slow way, walked only when a page as a whole does not fit.
#[cold]
fn one_by_one<K, V, T>(body: &[u8], item: fn(K, V) -> T) -> Result<Page<T>, DecodeError>
where
    K: DeserializeOwned,
    V: DeserializeOwned,
{
    let Some(list) = json_if_it_fits::<List<String, &RawValue>>(body) else {
        json::<List<String, IgnoredAny>>(body)?;
        return Err(DecodeError::new("not text"));
    };
    let entries = list.entries.unwrap_or_default().0.into_iter();
    let texts = entries.map(|(key, value)| format!("{{{}:{value}}}", Value::from(key)));
    Ok(Page::read_each(
        texts,
        list.links.unwrap_or_default().into(),
        |text| {
            let mut entry = json::<Entries<K, V>>(text)?.0.into_iter();
            let (key, value) = entry
                .next()
                .ok_or_else(|| DecodeError::new("an entry is empty"))?;
            Ok(item(key, value))
        },
    ))
}

/// One type for the four lists: only the name of the member differs.
#[derive(Deserialize)]
#[serde(bound(deserialize = "K: Deserialize<'de>, V: Deserialize<'de>"))]
struct List<K, V> {
    #[serde(rename = "tns", alias = "npas", alias = "npanxxs", alias = "routes")]
    entries: Option<Entries<K, V>>,
    links: Option<WireLinks>,
}

/// Relative to the host, with parameters in no particular order; shown, never followed (docs/contracts/flowroute-v1.md §1.3).
#[derive(Default, Deserialize)]
struct WireLinks {
    #[serde(default, deserialize_with = "lenient::text")]
    next: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    prev: Option<String>,
}

impl From<WireLinks> for Links {
    fn from(wire: WireLinks) -> Self {
        let mut links = Self::default();
        links.next = wire.next;
        links.prev = wire.prev;
        links
    }
}

/// A JSON object as pairs, in the order in which they came.
struct Entries<K, V>(Vec<(K, V)>);

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Entries<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

struct Pairs<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Pairs<K, V> {
    type Value = Entries<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object keyed by number or name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Entries(pairs))
    }
}
