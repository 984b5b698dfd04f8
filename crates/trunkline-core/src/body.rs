//! Bodies of requests, and how bodies of responses are read.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

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

/// A request that cannot be written down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request cannot be written: {0}")]
pub struct EncodeError(String);

impl EncodeError {
    /// Says what cannot be written.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A successful answer that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    message: String,
}

impl DecodeError {
    /// Says what cannot be read, with the place if it is known.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// Reads JSON straight from the body's bytes.
///
/// # Errors
/// [`DecodeError`] with the JSON path of the first thing that does not fit.
pub fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    json_if_it_fits(body).map_or_else(|| json_with_path(body), Ok)
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
        return Err(DecodeError::new("the answer has no body"));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        match path.as_str() {
            "." | "?" => DecodeError::new(e.inner().to_string()),
            _ => DecodeError::new(format!("{path}: {}", e.inner())),
        }
    })?;
    json.end().map_err(|e| DecodeError::new(e.to_string()))?;
    Ok(value)
}
