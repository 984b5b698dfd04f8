//! Flowroute's own rules: what its refusals mean.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Operation, Problem, Refusal, lenient};

/// Flowroute v2 and messages v2.1 (docs/contracts/flowroute-v2.md §1).
pub static FLOWROUTE: Carrier = Carrier::new(
    "flowroute",
    "flowroute.v2.",
    "application/vnd.api+json, application/json",
    refusal,
);

/// The media type of JSON:API requests.
pub(crate) const JSON_API: &str = "application/vnd.api+json";
/// The media type of porting requests.
pub(crate) const JSON: &str = "application/json";

/// `{"errors": [...]}`; every member may be missing (docs/contracts/flowroute-v2.md §1.6).
#[derive(Deserialize)]
struct ErrorBody {
    errors: Vec<WireError>,
}

#[derive(Deserialize)]
struct WireError {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<Box<str>>,
    #[serde(default)]
    detail: Value,
    /// An integer, or on unknown URLs a whole sentence.
    #[serde(default)]
    status: Value,
}

/// Decides on the status line; the body is diagnostics, and may be HTML or empty.
fn refusal(operation: &Operation, response: &Response<Bytes>) -> Refusal {
    let problems = problems(response.body());
    let base = Refusal::from_status(response.status());
    let refusal = match response.status() {
        StatusCode::UNAUTHORIZED => base.advice("check the access key and the secret key"),
        StatusCode::FORBIDDEN => forbidden(operation, base, &problems),
        StatusCode::UNPROCESSABLE_ENTITY if says(&problems, "already exists") => {
            base.kind(ErrorKind::Conflict)
        }
        StatusCode::NOT_FOUND if operation.name == "flowroute.v2.numbers.purchase" => base
            .kind(ErrorKind::NotForSale)
            .summary("not for sale (any more)"),
        _ => base,
    };
    refusal.problems(problems)
}

/// 403 is a business conflict more often than a missing permission (docs/contracts/flowroute-v2.md §7, 27).
fn forbidden(operation: &Operation, base: Refusal, problems: &[Problem]) -> Refusal {
    if says(problems, "insufficient funds") {
        return base
            .kind(ErrorKind::InsufficientFunds)
            .advice("add funds in the customer portal, then call again");
    }
    if says(problems, "duplicate") || says(problems, "associated") || says(problems, "disassociate") {
        return base.kind(ErrorKind::Conflict);
    }
    if operation.name == "flowroute.v2.messages.send" {
        return base.advice("check that the sender is on the account and enabled for messages");
    }
    base
}

fn says(problems: &[Problem], words: &str) -> bool {
    let has = |text: &Option<Box<str>>| {
        text.as_deref()
            .is_some_and(|t| t.to_ascii_lowercase().contains(words))
    };
    problems.iter().any(|p| has(&p.detail) || has(&p.title))
}

fn problems(body: &[u8]) -> Vec<Problem> {
    let Ok(body) = serde_json::from_slice::<ErrorBody>(body) else {
        return Vec::new();
    };
    body.errors.into_iter().flat_map(read_error).collect()
}

/// One error may complain about several fields: `detail` is text, or an object of field to texts, flat or nested
/// under `data.attributes`.
fn read_error(error: WireError) -> Vec<Problem> {
    let mut problems = Vec::new();
    fields(&error.detail, &mut String::new(), &mut problems);
    if problems.is_empty() {
        problems.push(Problem::default());
    }
    for problem in &mut problems {
        problem.id.clone_from(&error.id);
        problem.title = error
            .title
            .clone()
            .or_else(|| error.status.as_str().map(Into::into));
    }
    problems
}

fn fields(detail: &Value, path: &mut String, found: &mut Vec<Problem>) {
    match detail {
        Value::String(text) if !text.is_empty() => {
            let problem = Problem::detail(text.as_str());
            let field = path.strip_prefix("data.attributes.").unwrap_or(path);
            found.push(if field.is_empty() {
                problem
            } else {
                problem.at(field)
            });
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, path, found)),
        Value::Object(members) => {
            for (name, value) in members {
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                fields(value, path, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
