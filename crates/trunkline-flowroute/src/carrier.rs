//! Flowroute's own rules: what its refusals mean.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Evidence, Problem, Refusal, lenient};

/// Flowroute v2 and messages v2.1 and v2.2 (docs/contracts/flowroute-v2.md §1).
pub static FLOWROUTE: Carrier = Carrier::new(
    "flowroute",
    "flowroute.v2.",
    "application/vnd.api+json, application/json",
    refusal,
)
.with_settlement_window(SETTLEMENT_WINDOW);

/// Assumed (docs/contracts/flowroute-v2.md §1.9.1, A:79).
const SETTLEMENT_WINDOW: Duration = Duration::from_secs(30);

/// The media type of JSON:API requests.
pub(crate) const JSON_API: &str = "application/vnd.api+json";

/// `{"errors": [...]}`; every member may be missing (docs/contracts/flowroute-v2.md §1.6).
#[derive(Deserialize)]
struct ErrorBody {
    errors: Vec<WireError>,
}

#[derive(Deserialize)]
struct WireError {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default)]
    detail: Value,
    /// An integer, or on unknown URLs a whole sentence.
    #[serde(default)]
    status: Value,
}

/// Decides on the status line; the body is diagnostics, and may be HTML or empty. What a refusal means for one call
/// only is told in the file of its endpoint.
fn refusal(status: StatusCode, _: &HeaderMap, body: &[u8]) -> Refusal {
    let refusal = Refusal::from_status(status).problems(problems(body));
    match status {
        StatusCode::UNAUTHORIZED => refusal.advice("check the access key and the secret key"),
        StatusCode::FORBIDDEN => forbidden(refusal),
        // "The request was not executed", whatever it was (docs/contracts/flowroute-v2.md §1.6 and, for messages, §1.7).
        StatusCode::TOO_MANY_REQUESTS => refusal.evidence(Evidence::NotProcessed),
        StatusCode::UNPROCESSABLE_ENTITY if refusal.mentions("already exists") => {
            refusal.kind(ErrorKind::Taken)
        }
        _ => refusal,
    }
}

/// 403 is a business conflict more often than a missing permission (docs/contracts/flowroute-v2.md §7, 27).
fn forbidden(refusal: Refusal) -> Refusal {
    if refusal.mentions("insufficient funds") {
        return refusal
            .kind(ErrorKind::InsufficientFunds)
            .advice("add funds in the customer portal, then call again");
    }
    let conflicts = ["duplicate", "associated", "disassociate"];
    match conflicts.iter().any(|words| refusal.mentions(words)) {
        true => refusal.kind(ErrorKind::Conflict),
        false => refusal,
    }
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
            let problem = Problem::new(text.as_str());
            let field = path.strip_prefix("data.attributes.").unwrap_or(path);
            found.push(if field.is_empty() {
                problem
            } else {
                problem.with_field(field)
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
