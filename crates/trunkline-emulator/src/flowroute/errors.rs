//! The error envelope (docs/contracts/flowroute-v2.md §1.6) and the errors with documented texts.

use serde_json::{Map, Value, json};

use super::JSON_API;
use crate::api::ErrorContext;
use crate::hash::{Stream, uuid};
use crate::store::Refused;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Detail, Problem};

const UNKNOWN_URL: &str = "404 Not Found: The requested URL was not found on the server. If you entered the URL manually \
    please check your spelling.";

/// One error in the envelope, with an id that follows from seed and number of the request.
pub(crate) fn render(problem: &Problem, context: ErrorContext<'_>) -> Answer {
    let mut error = Map::new();
    match &problem.detail {
        Detail::UnknownPath => {
            error.insert("status".to_owned(), Value::from(UNKNOWN_URL));
        }
        detail => {
            error.insert("status".to_owned(), Value::from(problem.status));
            if problem.has_id {
                let id = uuid(context.seed, Stream::Error, context.seq);
                error.insert("id".to_owned(), Value::from(id));
            }
            if let Some(title) = problem.title {
                error.insert("title".to_owned(), Value::from(title));
            }
            match detail {
                Detail::Text(text) => drop(error.insert("detail".to_owned(), Value::from(text.as_str()))),
                Detail::Fields(fields) => drop(error.insert("detail".to_owned(), fields.clone())),
                Detail::UnknownPath => {}
            }
        }
    }
    // Porting speaks plain JSON (assumed, docs/contracts/flowroute-v2.md A:4).
    let content_type = if context.path.contains("/portorders") {
        JSON
    } else {
        JSON_API
    };
    let mut answer = Answer::json(problem.status, content_type, &json!({"errors": [error]}));
    answer.headers.clone_from(&problem.headers);
    answer
}

/// 404 for whatever is not on the account.
pub(super) fn not_found() -> Problem {
    Problem::new(404, None, "Could not find that resource on your account.")
}

/// 403 when the balance does not cover it.
pub(super) fn funds() -> Problem {
    Problem::new(
        403,
        Some("Forbidden"),
        "Insufficient funds available to complete the request.",
    )
}

/// 403 for what the account may not do: an empty detail and no id, as seen in the wild.
pub(super) fn not_allowed() -> Problem {
    Problem {
        has_id: false,
        ..Problem::new(403, Some("ActionNotAuthorizedError"), "")
    }
}

/// 422 with a text.
pub(super) fn invalid(detail: impl Into<String>) -> Problem {
    Problem::new(422, Some("Invalid Resource"), detail)
}

/// What most resources say about a refusal; those with texts of their own look first.
pub(super) fn refused(refused: Refused) -> Problem {
    match refused {
        Refused::NotFound => not_found(),
        Refused::Funds => funds(),
        Refused::Duplicate => invalid("A record with that value already exists."),
        Refused::Invalid(_, text) => invalid(text),
        Refused::InUse => Problem::new(
            403,
            Some("Forbidden"),
            "Please disassociate all numbers before deleting.",
        ),
        Refused::Fixed => Problem::new(403, Some("Forbidden"), "This record cannot be changed."),
    }
}

/// The usual words for a status.
pub(super) fn usual(status: u16) -> Problem {
    let (title, detail) = match status {
        400 => ("Bad Request", "The request body could not be parsed as JSON."),
        401 => return unauthorized(),
        403 => return funds(),
        404 => return not_found(),
        405 => (
            "Method Not Allowed",
            "The method is not allowed for the requested URL.",
        ),
        415 => (
            "Unsupported Media Type",
            "Content-Type must be application/vnd.api+json.",
        ),
        422 => ("Invalid Resource", "The request was refused."),
        429 => ("Too Many Requests", "Rate limit exceeded."),
        502 => ("Bad Gateway", "The upstream server gave no valid answer."),
        503 => ("Service Unavailable", "The service is undergoing maintenance."),
        504 => ("Gateway Timeout", "The upstream server gave no answer in time."),
        500..=599 => ("Internal Server Error", "An unexpected error occurred."),
        _ => ("Client Error", "The request was refused."),
    };
    Problem::new(status, Some(title), detail)
}

/// 401 with the challenge (assumed, docs/contracts/flowroute-v2.md A:2).
pub(super) fn unauthorized() -> Problem {
    Problem::new(401, Some("Unauthorized"), "Authentication failed.").with_challenge("flowroute")
}

/// The two shapes of field errors (docs/contracts/flowroute-v2.md §1.6): flat, and nested under `data.attributes`.
impl Problem {
    /// 422 with one flat field error.
    pub(super) fn field(name: &str, message: &str) -> Self {
        Self::fields(json!({ name: [message] }))
    }

    /// 422 with flat field errors, one for each field.
    pub(super) fn each_field<'a>(errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let each = errors
            .into_iter()
            .map(|(name, message)| (name.to_owned(), json!([message])));
        Self::fields(Value::Object(each.collect()))
    }

    /// 422 with one error nested under `data.attributes`.
    pub(super) fn attribute(name: &str, message: &str) -> Self {
        Self::attributes([(name, message.to_owned())])
    }

    /// 422 with errors nested under `data.attributes`.
    pub(super) fn attributes<'a>(errors: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let mut attributes = Map::new();
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
}
