//! Flowroute's JSON:API-like envelope (docs/contracts/flowroute-v2.md §1.4, §7.1).

use bytes::Bytes;
use http::Response;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use trunkline_core::{Body, DecodeError, JsonObject, Links, Page, json, json_if_it_fits};

use crate::carrier::JSON_API;

/// A related resource: always its id, and the whole resource if the carrier sent it along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Related<I, T> {
    /// The id.
    pub id: I,
    /// The resource, if it was included in the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<T>,
}

/// `{"data": {...}}`.
#[derive(Deserialize)]
pub(crate) struct One<T> {
    pub(crate) data: T,
}

/// `{"data": {"data": {...}}}`, as one documentation page has it.
#[derive(Deserialize)]
struct Nested<T> {
    data: One<T>,
}

#[derive(Deserialize)]
struct Many<T> {
    data: Vec<T>,
    #[serde(default)]
    links: Option<Links>,
}

/// Reads `{"data": T}`, also if it is wrapped once more.
pub(crate) fn one<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, DecodeError> {
    let body = response.body();
    let wrapped = || json_if_it_fits::<Nested<T>>(body).map(|nested| nested.data);
    match json_if_it_fits::<One<T>>(body).or_else(wrapped) {
        Some(one) => Ok(one.data),
        // Neither fits: read once more for the message, which names the place.
        None => json::<One<T>>(body).map(|one| one.data),
    }
}

/// Reads `{"data": [T, ...], "links": {...}}`; an item that does not fit is kept apart.
pub(crate) fn many<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Page<T>, DecodeError> {
    match json_if_it_fits::<Many<T>>(response.body()) {
        Some(many) => Ok(Page::new(many.data, many.links.unwrap_or_default())),
        None => one_by_one(response.body()),
    }
}

/// The slow way, walked only when a page as a whole does not fit.
#[cold]
fn one_by_one<T: DeserializeOwned>(body: &[u8]) -> Result<Page<T>, DecodeError> {
    let Some(many) = json_if_it_fits::<Many<&RawValue>>(body) else {
        json::<Many<IgnoredAny>>(body)?;
        return Err(DecodeError::new("data: not text"));
    };
    let items = many.data.into_iter().map(RawValue::get);
    Ok(Page::read_each(items, many.links.unwrap_or_default(), json))
}

/// `{"data": {"type": ..., "id": ...?, "attributes": {...}?}}`, as routes, E911 and messages want it: a new resource, a
/// change of one, or a reference to it.
pub(crate) fn document(kind: &'static str, id: Option<&str>, attributes: Option<JsonObject>) -> Body {
    let data = JsonObject::new()
        .with("type", kind)
        .with_some("id", id)
        .with_some("attributes", attributes);
    flat(JsonObject::new().with("data", data))
}

/// A body without a wrapper.
pub(crate) fn flat(members: JsonObject) -> Body {
    members.content(JSON_API)
}
