//! Bodies of requests, and how bodies of responses are read.

mod reason;

use std::borrow::Cow;

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::form::Form;
use reason::without_values;

/// The body of a request and its media type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Content {
    /// The `Content-Type` header.
    pub media_type: &'static str,
    /// The bytes as they are sent.
    pub bytes: Bytes,
}

impl Content {
    /// Bytes of any media type.
    pub fn new(media_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            media_type,
            bytes: bytes.into(),
        }
    }

    /// JSON under `media_type`.
    ///
    /// # Errors
    /// [`EncodeError`] if the value cannot be written as JSON (a map whose keys are not text, say).
    pub fn json(media_type: &'static str, value: &impl Serialize) -> Result<Self, EncodeError> {
        Ok(Self::new(
            media_type,
            serde_json::to_vec(value).map_err(|e| EncodeError(e.to_string()))?,
        ))
    }
}

/// What [`Endpoint::body`](crate::Endpoint::body) yields: the body, none, or why it cannot be written.
pub type Body = Result<Option<Content>, EncodeError>;

/// A JSON object, written member by member in the order of the calls.
///
/// ```
/// use trunkline_core::JsonObject;
///
/// let alias: Option<&str> = None;
/// let object = JsonObject::new().with("type", "number").with_some("alias", alias);
/// let body = object.content("application/json")?.map(|content| content.bytes);
/// assert_eq!(body.as_deref(), Some(br#"{"type":"number"}"#.as_slice()));
/// # Ok::<_, trunkline_core::EncodeError>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct JsonObject {
    /// Those that were left out, too: their names are known.
    members: Vec<(Cow<'static, str>, Option<Box<RawValue>>)>,
    failed: Option<EncodeError>,
}

impl JsonObject {
    /// No members yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    pub fn with(self, name: impl Into<Cow<'static, str>>, value: impl Serialize) -> Self {
        self.with_some(name, Some(value))
    }

    /// Adds a member if there is a value.
    pub fn with_some(mut self, name: impl Into<Cow<'static, str>>, value: Option<impl Serialize>) -> Self {
        match value
            .map(|value| serde_json::value::to_raw_value(&value))
            .transpose()
        {
            Ok(value) => self.members.push((name.into(), value)),
            Err(error) => self.failed = Some(EncodeError::new(error.to_string())),
        }
        self
    }

    /// Whether this object has a member of this name, or would have it if there were a value. Case does not matter: carriers
    /// read names in either.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.members
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.iter().all(|(_, value)| value.is_none()) && self.failed.is_none()
    }

    /// The body of a request under `media_type`.
    ///
    /// # Errors
    /// [`EncodeError`] if a value cannot be written as JSON.
    pub fn content(self, media_type: &'static str) -> Body {
        match self.failed {
            Some(error) => Err(error),
            None => Content::json(media_type, &self).map(Some),
        }
    }
}

impl Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(error) = &self.failed {
            return Err(serde::ser::Error::custom(error));
        }
        let members = self.members.iter();
        serializer.collect_map(members.filter_map(|(name, value)| Some((name, value.as_ref()?))))
    }
}

/// A request that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request cannot be written: {0}")]
pub struct EncodeError(String);

impl EncodeError {
    /// Says what cannot be written.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A successful response that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    message: String,
    not_found: bool,
}

impl DecodeError {
    /// Says what cannot be read, with the place if it is known.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            not_found: false,
        }
    }

    /// A success in whose body the carrier says that there is no such thing.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            not_found: true,
        }
    }

    pub(crate) fn is_not_found(&self) -> bool {
        self.not_found
    }
}

/// Reads JSON straight from the body's bytes.
///
/// # Errors
/// [`DecodeError`] with the JSON path of the first thing that does not fit. It never quotes values, which may be secrets.
pub fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    json_if_it_fits(body).map_or_else(|| json_with_path(body), Ok)
}

/// A success whose body says nothing that anybody needs: none at all, or any JSON that is no error. Which content type it
/// has does not matter: gateways label an empty body as HTML.
///
/// # Errors
/// [`DecodeError`] if it is anything else. A page of HTML is what a proxy or a login says, and proves nothing.
pub fn nothing(response: &Response<Bytes>) -> Result<(), DecodeError> {
    let body = response.body();
    match Form::of(body) {
        Form::Empty | Form::Json => Ok(()),
        Form::Errors => Err(DecodeError::new("a success that reports an error")),
        Form::Cut | Form::Html | Form::Other => Err(DecodeError::new("neither empty nor JSON")),
    }
}

/// Reads JSON straight from the body's bytes, or says no more than that it does not fit: for answers with more than one
/// known form. [`json()`] tells what is wrong with it.
#[must_use]
pub fn json_if_it_fits<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    // Checked once as a whole, text costs less than checked string by string.
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text).ok(),
        // The stray bytes may be where nobody looks.
        Err(_) => serde_json::from_slice(body).ok(),
    }
}

/// The slow way, walked only when the quick one has failed: it can tell where.
#[cold]
fn json_with_path<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(DecodeError::new("the response has no body"));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        match path.as_str() {
            "." | "?" => DecodeError::new(without_values(e.inner())),
            _ => DecodeError::new(format!("{path}: {}", without_values(e.inner()))),
        }
    })?;
    json.end().map_err(|e| DecodeError::new(without_values(&e)))?;
    Ok(value)
}
