//! Flowroute's JSON:API-like envelope (docs/contracts/flowroute-v2.md §1.4, §7.1).

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use trunkline_core::{
    Content, DecodeError, EncodeError, Links, Page, PhoneNumber, Unreadable, json, json_if_it_fits, lenient,
};

use crate::carrier::JSON_API;

/// A related resource: always its id, and the whole resource if the carrier sent it along.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related<I, T> {
    /// The id.
    pub id: I,
    /// The resource, if it was included in the answer.
    pub record: Option<T>,
}

/// A resource: `type`, `id`, `attributes`, and links that are never followed.
#[derive(Deserialize)]
pub(crate) struct Resource<I, A> {
    pub(crate) id: I,
    pub(crate) attributes: A,
}

/// A number as Flowroute writes it: digits with the country code, without `+`. Ten digits are a foreign number here,
/// never one whose country code is left out.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Digits(#[serde(deserialize_with = "lenient::e164_digits")] pub(crate) PhoneNumber);

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
    let many: Many<Value> = json(body)?;
    let mut page = Page::new(Vec::new(), many.links.unwrap_or_default());
    for (index, value) in many.data.into_iter().enumerate() {
        let text = value.to_string();
        match json(text.as_bytes()) {
            Ok(item) => page.items.push(item),
            Err(reason) => page.unreadable.push(Unreadable::new(index, text, reason)),
        }
    }
    Ok(page)
}

/// A success whose body, if any, says nothing.
pub(crate) fn nothing(_: &Response<Bytes>) -> Result<(), DecodeError> {
    Ok(())
}

/// `{"data": {"type": ..., "id": ...?, "attributes": {...}?}}`, as routes, E911 and messages want it.
#[derive(Serialize)]
pub(crate) struct Document<'a, A> {
    data: DocumentData<'a, A>,
}

#[derive(Serialize)]
struct DocumentData<'a, A> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<A>,
}

impl<'a, A: Serialize> Document<'a, A> {
    /// A new resource or a change of one.
    pub(crate) fn of(kind: &'static str, id: Option<&'a str>, attributes: A) -> Self {
        Self {
            data: DocumentData {
                kind,
                id,
                attributes: Some(attributes),
            },
        }
    }

    pub(crate) fn content(&self) -> Result<Option<Content>, EncodeError> {
        Content::json(JSON_API, self).map(Some)
    }
}

/// A reference to a resource, without attributes.
pub(crate) fn reference(kind: &'static str, id: &str) -> Result<Option<Content>, EncodeError> {
    Document::<()> {
        data: DocumentData {
            kind,
            id: Some(id),
            attributes: None,
        },
    }
    .content()
}

/// A body without a wrapper.
pub(crate) fn flat(body: &impl Serialize) -> Result<Option<Content>, EncodeError> {
    Content::json(JSON_API, body).map(Some)
}
