//! A response with its body as text.

use bytes::Bytes;
use http::{HeaderMap, Response};
use serde_json::Value;

/// What came back.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl From<Response<Bytes>> for Reply {
    fn from(response: Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {:?}", self.text))
    }

    /// A header, as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The JSON document of a 200.
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        assert_eq!(self.headers["content-type"], "application/json");
        self.json()
    }

    /// The first error of Flowroute v2's envelope.
    pub fn error(&self) -> Value {
        self.json()["errors"][0].clone()
    }

    /// Status, and detail of the first error of Flowroute v2's envelope.
    pub fn refusal(&self) -> (u16, Value) {
        (self.status, self.error()["detail"].clone())
    }

    /// Status, and text of the envelope `{"error": text}` of Flowroute v1 and Tropo.
    pub fn message(&self) -> (u16, String) {
        (self.status, self.json()["error"].as_str().unwrap().to_owned())
    }
}
