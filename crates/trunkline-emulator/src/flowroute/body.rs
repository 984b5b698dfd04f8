//! Request bodies: JSON under several labels, wrapped or flat, and forms where SDKs send them (docs/contracts/flowroute-v2.md §1.3, A:3).

use serde_json::{Map, Value, json};

use crate::api::Call;
use crate::wire::{Detail, Problem};

const FORM: &str = "application/x-www-form-urlencoded";

/// The members of a body: of `data.attributes` if it is wrapped, else of the object itself.
pub(super) struct Members(Map<String, Value>);

impl Members {
    /// A member as sent; `None` if it is absent, `Some(Null)` if it is null.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Text, or a number written as text; null and absence are nothing. Anything else is a field error.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, &'static str> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err("Not a valid string."),
        }
    }

    /// A boolean, also as the texts `true` and `false` (docs/contracts/flowroute-v2.md §5.8).
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, &'static str> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(Value::String(text)) => parse_boolean(text).map(Some).ok_or("Not a valid boolean."),
            Some(_) => Err("Not a valid boolean."),
        }
    }

    /// An absolute http or https URL.
    pub(super) fn url(&self, name: &str) -> Result<Option<String>, &'static str> {
        match self.text(name)? {
            Some(url) if !is_url(&url) => Err("Not a valid URL."),
            url => Ok(url),
        }
    }
}

/// `true`, `True`, `false`, `False`, whatever the case.
pub(super) fn parse_boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

/// Absolute, http or https, with a host.
pub(super) fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<http::Uri>() else {
        return false;
    };
    let scheme = uri
        .scheme_str()
        .is_some_and(|scheme| scheme == "http" || scheme == "https");
    scheme && uri.host().is_some_and(|host| !host.is_empty())
}

/// The members of a body that must be there.
pub(super) fn required(call: &Call<'_>) -> Result<Members, Problem> {
    members(document(call)?.ok_or_else(unreadable)?)
}

/// The members of a body that may be missing altogether.
pub(super) fn optional(call: &Call<'_>) -> Result<Members, Problem> {
    document(call)?.map_or_else(|| Ok(Members(Map::new())), members)
}

/// The JSON document of a body, unopened; nothing if there is no body.
pub(super) fn document(call: &Call<'_>) -> Result<Option<Value>, Problem> {
    let bytes = call.request.body.trim_ascii();
    if bytes.is_empty() {
        return Ok(None);
    }
    let parsed = serde_json::from_slice(bytes);
    match (call.request.media_type().as_deref(), parsed) {
        // Some clients write "no body" as null.
        (_, Ok(Value::Null)) => Ok(None),
        (None | Some("application/vnd.api+json" | "application/json" | FORM), Ok(value)) => Ok(Some(value)),
        (None | Some("application/vnd.api+json" | "application/json"), Err(_)) => Err(unreadable()),
        _ => Err(unsupported()),
    }
}

/// The fields of a form, for the endpoints that take one; nothing if the body is something else.
pub(super) fn form(call: &Call<'_>) -> Option<Vec<(String, String)>> {
    let bytes = call.request.body.trim_ascii();
    let is_form = call.request.media_type().as_deref() == Some(FORM);
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
    (is_form && !is_json && !bytes.is_empty()).then(|| form_urlencoded::parse(bytes).into_owned().collect())
}

fn members(document: Value) -> Result<Members, Problem> {
    let Value::Object(mut object) = document else {
        return Err(Problem::field("_schema", "Invalid input type."));
    };
    match object.remove("data") {
        Some(Value::Object(mut data)) => match data.remove("attributes") {
            Some(Value::Object(attributes)) => Ok(Members(attributes)),
            None | Some(Value::Null) => Ok(Members(Map::new())),
            Some(_) => Err(wrong_shape("attributes")),
        },
        Some(_) => Err(Problem::field("data", "Invalid input type.")),
        None => Ok(Members(object)),
    }
}

fn wrong_shape(name: &str) -> Problem {
    Problem {
        detail: Detail::Fields(json!({"data": {name: ["Invalid input type."]}})),
        ..Problem::field(name, "")
    }
}

fn unreadable() -> Problem {
    Problem::new(
        400,
        Some("Bad Request"),
        "The request body could not be parsed as JSON.",
    )
}

fn unsupported() -> Problem {
    Problem::new(
        415,
        Some("Unsupported Media Type"),
        "Content-Type must be application/vnd.api+json.",
    )
}
