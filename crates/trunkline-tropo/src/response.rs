//! How answers are read (docs/contracts/tropo.md §1, §4).

use bytes::Bytes;
use http::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use trunkline_core::{Content, DecodeError, EncodeError, Links, Page, Unreadable, json, lenient};

use crate::Href;
use crate::carrier::JSON;

/// Reads one record, also if it came as a list of one (docs/contracts/tropo.md §4, item 9).
pub(crate) fn one<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, DecodeError> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Single<T>((T,));

    let body = response.body();
    match serde_json::from_slice::<T>(body) {
        Ok(record) => Ok(record),
        Err(_) => match serde_json::from_slice::<Single<T>>(body) {
            Ok(Single((record,))) => Ok(record),
            // Neither fits: read once more for the message, which names the place.
            Err(_) => json(body),
        },
    }
}

/// Reads a list; an item that does not fit is kept apart, as it came.
pub(crate) fn many<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Page<T>, DecodeError> {
    list(response, |item| item)
}

/// [`many`] for items that may hold secrets: of one that does not fit, only the reason is kept.
pub(crate) fn many_secret<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Page<T>, DecodeError> {
    list(response, |_| "(may hold secrets, so it is not shown)")
}

fn list<T: DeserializeOwned>(
    response: &Response<Bytes>,
    shown: fn(&str) -> &str,
) -> Result<Page<T>, DecodeError> {
    match serde_json::from_slice::<Vec<T>>(response.body()) {
        Ok(items) => Ok(Page::new(items, Links::default())),
        Err(_) => one_by_one(response.body(), shown),
    }
}

/// The slow way, walked only when a list as a whole does not fit.
#[cold]
fn one_by_one<T: DeserializeOwned>(body: &[u8], shown: fn(&str) -> &str) -> Result<Page<T>, DecodeError> {
    let items: Vec<Box<RawValue>> = json(body)?;
    let mut page = Page::new(Vec::new(), Links::default());
    for (index, item) in items.into_iter().enumerate() {
        match json(item.get().as_bytes()) {
            Ok(item) => page.items.push(item),
            Err(reason) => page
                .unreadable
                .push(Unreadable::new(index, shown(item.get()), reason)),
        }
    }
    Ok(page)
}

/// Reads `{"href": ...}`.
pub(crate) fn link(response: &Response<Bytes>) -> Result<Href, DecodeError> {
    #[derive(Deserialize)]
    struct Created {
        href: Href,
    }
    one::<Created>(response).map(|created| created.href)
}

/// The id of a record that was just made, which only its link tells.
pub(crate) fn id_of<T: From<String>>(href: &Href) -> Result<T, DecodeError> {
    href.id().ok_or_else(|| DecodeError::new("href: names no record"))
}

/// A success whose body, if any, is prose or repeats the request.
pub(crate) fn nothing(_: &Response<Bytes>) -> Result<(), DecodeError> {
    Ok(())
}

/// A boolean that must be there, also written as text.
pub(crate) fn flag<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    lenient::bool_or_text(deserializer)?.ok_or_else(|| serde::de::Error::custom("neither true nor false"))
}

/// A JSON body.
pub(crate) fn body(value: &impl serde::Serialize) -> Result<Option<Content>, EncodeError> {
    Content::json(JSON, value).map(Some)
}

/// The text of a JSON value that is text.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// Makes an endpoint a list that comes whole: no source shows Tropo paging (docs/contracts/tropo.md §5.4).
macro_rules! whole_list {
    ($list:ty, $item:ty) => {
        impl ::trunkline_core::ListEndpoint for $list {
            type Item = $item;

            fn cursor(&self) -> ::trunkline_core::Cursor {
                ::trunkline_core::Cursor::new($crate::response::WHOLE)
            }

            fn go_to(
                &mut self,
                cursor: &::trunkline_core::Cursor,
            ) -> Result<(), ::trunkline_core::ValidationError> {
                ::trunkline_core::ensure(
                    cursor.as_str() == $crate::response::WHOLE,
                    "cursor",
                    "is not one of this list, which comes whole",
                )
            }

            fn advance(&mut self, _: &::trunkline_core::Page<$item>) -> bool {
                false
            }
        }
    };
}
pub(crate) use whole_list;

/// The only place in a list that comes whole.
pub(crate) const WHOLE: &str = "whole";
