//! How responses are read (docs/contracts/tropo.md §1, §4).

use bytes::Bytes;
use http::Response;
use http::header::LINK;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;
use trunkline_core::{DecodeError, Links, Page, json, json_if_it_fits, lenient};

use crate::Href;

/// Reads one record, also if it came as a list of one (docs/contracts/tropo.md §4, item 9).
pub(crate) fn one<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, DecodeError> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Single<T>((T,));

    let body = response.body();
    let record = json_if_it_fits(body).or_else(|| json_if_it_fits(body).map(|Single((record,))| record));
    // Neither fits: read once more for the message, which names the place.
    record.map_or_else(|| json(body), Ok)
}

/// Reads a list; an item that does not fit is kept apart.
pub(crate) fn many<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Page<T>, DecodeError> {
    match json_if_it_fits(response.body()) {
        Some(items) => Ok(Page::new(items, links(response))),
        None => one_by_one(response),
    }
}

/// The slow way, walked only when a list as a whole does not fit.
#[cold]
fn one_by_one<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Page<T>, DecodeError> {
    let body = response.body();
    let Some(items) = json_if_it_fits::<Vec<&RawValue>>(body) else {
        json::<Vec<IgnoredAny>>(body)?;
        return Err(DecodeError::new("not text"));
    };
    let texts = items.into_iter().map(RawValue::get);
    Ok(Page::read_each(texts, links(response), json))
}

/// Lists come whole (docs/contracts/tropo.md §5.4). Should one not, a header would say so, because an array has no room for it.
fn links(response: &Response<Bytes>) -> Links {
    let headers = response.headers().get_all(LINK).iter();
    let mut all = headers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let next = all.find(|link| link.contains(r#"rel="next""#) || link.contains("rel=next"));
    let mut links = Links::default();
    links.next = next.map(|link| link.trim().to_owned());
    links
}

/// Reads `{"href": …}`: the link of a record that was just made, and what its last segment names it.
pub(crate) fn created<Id: From<String>>(response: &Response<Bytes>) -> Result<(Id, Href), DecodeError> {
    #[derive(Deserialize)]
    struct Created {
        href: Href,
    }
    let Created { href } = one(response)?;
    Ok((id_of(&href)?, href))
}

/// The id of a record that was just made, which only its link tells.
pub(crate) fn id_of<Id: From<String>>(href: &Href) -> Result<Id, DecodeError> {
    href.id().ok_or_else(|| DecodeError::new("href: names no record"))
}

/// A boolean that must be there, also written as text.
pub(crate) fn flag<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    lenient::bool_or_text(deserializer)?.ok_or_else(|| serde::de::Error::custom("neither true nor false"))
}
