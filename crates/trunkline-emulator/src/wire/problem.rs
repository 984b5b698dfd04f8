//! What went wrong, before a mount puts it into its own words.

use http::header::HeaderName;
use serde_json::{Value, json};

/// An error answer in the making. Each mount renders it in its carrier's envelope.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) title: Option<&'static str>,
    pub(crate) detail: Detail,
    /// Whether the envelope names an id for the support.
    pub(crate) has_id: bool,
    pub(crate) headers: Vec<(HeaderName, String)>,
    /// The call took effect all the same; only magic recipients do this.
    pub(crate) took_effect: bool,
}

/// The explanation.
#[derive(Clone, Debug)]
pub(crate) enum Detail {
    Text(String),
    /// Field errors, flat or nested.
    Fields(Value),
    /// The path does not exist; carriers answer this one in a shape of its own.
    UnknownPath,
}

impl Problem {
    pub(crate) fn new(status: u16, title: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self {
            status,
            title,
            detail: Detail::Text(detail.into()),
            has_id: true,
            headers: Vec::new(),
            took_effect: false,
        }
    }

    /// 404 for a path no operation has.
    pub(crate) fn unknown_path() -> Self {
        Self {
            detail: Detail::UnknownPath,
            has_id: false,
            ..Self::new(404, None, "")
        }
    }

    /// 405; `allow` is for the `Allow` header.
    pub(crate) fn method_not_allowed(allow: String) -> Self {
        let problem = Self::new(
            405,
            Some("Method Not Allowed"),
            "The method is not allowed for the requested URL.",
        );
        problem.with_header(http::header::ALLOW, allow)
    }

    /// 401 with the challenge (assumed, docs/contracts/flowroute-v2.md A:2).
    pub(crate) fn unauthorized(realm: &str) -> Self {
        let challenge = format!("Basic realm=\"{realm}\"");
        Self::new(401, Some("Unauthorized"), "Authentication failed.")
            .with_header(http::header::WWW_AUTHENTICATE, challenge)
    }

    /// 429, with `Retry-After` if a value is given.
    pub(crate) fn too_many_requests(retry_after: Option<&str>) -> Self {
        let problem = Self::new(429, Some("Too Many Requests"), "Rate limit exceeded.");
        match retry_after {
            Some(value) => problem.with_header(http::header::RETRY_AFTER, value.to_owned()),
            None => problem,
        }
    }

    /// 422 with one flat field error.
    pub(crate) fn field(name: &str, message: &str) -> Self {
        Self::fields(json!({ name: [message] }))
    }

    /// 422 with flat field errors, one for each field.
    pub(crate) fn each_field<'a>(errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let each = errors
            .into_iter()
            .map(|(name, message)| (name.to_owned(), json!([message])));
        Self::fields(Value::Object(each.collect()))
    }

    /// 422 with one error nested under `data.attributes`.
    pub(crate) fn attribute(name: &str, message: &str) -> Self {
        Self::attributes([(name, message.to_owned())])
    }

    /// 422 with errors nested under `data.attributes`.
    pub(crate) fn attributes<'a>(errors: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let mut attributes = serde_json::Map::new();
        for (name, message) in errors {
            let list = attributes.entry(name).or_insert_with(|| json!([]));
            if let Value::Array(list) = list {
                list.push(Value::from(message));
            }
        }
        Self::fields(json!({"data": {"attributes": attributes}}))
    }

    fn fields(detail: Value) -> Self {
        Self {
            detail: Detail::Fields(detail),
            ..Self::new(422, None, "")
        }
    }

    /// The usual words for a status, for refusals by a fault.
    pub(crate) fn usual(status: u16) -> Self {
        let (title, detail) = match status {
            400 => ("Bad Request", "The request body could not be parsed as JSON."),
            401 => return Self::unauthorized("flowroute"),
            403 => (
                "Forbidden",
                "Insufficient funds available to complete the request.",
            ),
            404 => return Self::new(404, None, "Could not find that resource on your account."),
            405 => (
                "Method Not Allowed",
                "The method is not allowed for the requested URL.",
            ),
            415 => (
                "Unsupported Media Type",
                "Content-Type must be application/vnd.api+json.",
            ),
            422 => ("Invalid Resource", "The request was refused."),
            429 => return Self::too_many_requests(None),
            502 => ("Bad Gateway", "The upstream server gave no valid answer."),
            503 => ("Service Unavailable", "The service is undergoing maintenance."),
            504 => ("Gateway Timeout", "The upstream server gave no answer in time."),
            500..=599 => ("Internal Server Error", "An unexpected error occurred."),
            _ => ("Client Error", "The request was refused."),
        };
        Self::new(status, Some(title), detail)
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
