//! Bodies: maps keyed by number or name, and the writes' JSON (docs/contracts/flowroute-v1.md §3, §4).

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use trunkline_core::{Content, DecodeError, EncodeError, Links, Page, Unreadable, json, lenient};

/// The media type of every request that has a body.
const JSON: &str = "application/json; charset=utf-8";

/// Writes one member the way the service's own client does: a blank behind the colon, none elsewhere. Bodies are
/// signed byte by byte, so that its signatures and ours can be compared (docs/contracts/flowroute-v1.md §6).
#[derive(Default)]
pub(crate) struct Members(String);

impl Members {
    /// Adds `"name": value`.
    pub(crate) fn with(mut self, name: &str, value: &impl Serialize) -> Result<Self, EncodeError> {
        let value = serde_json::to_string(value).map_err(|e| EncodeError::new(e.to_string()))?;
        self.0.push_str(if self.0.is_empty() { "{" } else { ", " });
        self.0.push_str(&format!("\"{name}\": {value}"));
        Ok(self)
    }

    pub(crate) fn content(mut self) -> Content {
        self.0.push('}');
        Content::new(JSON, self.0)
    }
}

/// A success whose body, if any, says nothing: zero bytes, `""` or `{}`, each called JSON (docs/contracts/flowroute-v1.md §4, 4).
pub(crate) fn nothing(_: &Response<Bytes>) -> Result<(), DecodeError> {
    Ok(())
}

/// Whether the body is `{}`, which is how the service says "nothing" (docs/contracts/flowroute-v1.md §4, 1 and 11).
pub(crate) fn is_empty_object(body: &[u8]) -> bool {
    matches!(serde_json::from_slice(body), Ok(Value::Object(members)) if members.is_empty())
}

/// Reads `{"tns": {key: value, ...}, "links": {...}}` in the carrier's order; `{}` is an empty page. An entry that
/// does not fit is kept apart.
pub(crate) fn page<K, V, T>(response: &Response<Bytes>, item: fn(K, V) -> T) -> Result<Page<T>, DecodeError>
where
    K: DeserializeOwned,
    V: DeserializeOwned,
{
    match serde_json::from_slice::<List<K, V>>(response.body()) {
        Ok(list) => {
            let items = list
                .entries
                .0
                .into_iter()
                .map(|(key, value)| item(key, value))
                .collect();
            Ok(Page::new(items, links(list.links)))
        }
        Err(_) => one_by_one(response.body(), item),
    }
}

/// The slow way, walked only when a page as a whole does not fit.
#[cold]
fn one_by_one<K, V, T>(body: &[u8], item: fn(K, V) -> T) -> Result<Page<T>, DecodeError>
where
    K: DeserializeOwned,
    V: DeserializeOwned,
{
    let list: List<Box<str>, Value> = json(body)?;
    let mut page = Page::new(Vec::new(), links(list.links));
    for (index, (key, value)) in list.entries.0.into_iter().enumerate() {
        let text = format!("{{{}:{value}}}", Value::from(&*key));
        match json::<Entries<K, V>>(text.as_bytes()) {
            Ok(entries) => page
                .items
                .extend(entries.0.into_iter().map(|(key, value)| item(key, value))),
            Err(reason) => page.unreadable.push(Unreadable::new(index, text, reason)),
        }
    }
    Ok(page)
}

/// One type for the four lists: only the name of the member differs.
#[derive(Deserialize)]
#[serde(bound(deserialize = "K: Deserialize<'de>, V: Deserialize<'de>"))]
struct List<K, V> {
    #[serde(
        rename = "tns",
        alias = "npas",
        alias = "npanxxs",
        alias = "routes",
        default,
        deserialize_with = "lenient::null_default"
    )]
    entries: Entries<K, V>,
    #[serde(default)]
    links: Option<WireLinks>,
}

/// Relative to the host, with parameters in no particular order; shown, never followed (docs/contracts/flowroute-v1.md §1.3).
#[derive(Deserialize)]
struct WireLinks {
    #[serde(default, deserialize_with = "lenient::text")]
    next: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    prev: Option<Box<str>>,
}

fn links(wire: Option<WireLinks>) -> Links {
    let mut links = Links::default();
    if let Some(wire) = wire {
        links.next = wire.next;
        links.prev = wire.prev;
    }
    links
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
