//! Flowroute v1's own rules: what its refusals mean (docs/contracts/flowroute-v1.md §1.4).

use bytes::Bytes;
use http::header::DATE;
use http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Operation, Problem, Refusal, lenient};

/// Flowroute v1 (docs/contracts/flowroute-v1.md §1).
pub static FLOWROUTE_V1: Carrier = Carrier::new("flowroute-v1", "flowroute.v1.", "application/json", refusal);

/// The names of the calls whose refusals mean more than their status says.
pub(crate) const PURCHASE: &str = "flowroute.v1.numbers.purchase";
pub(crate) const UPDATE_ROUTES: &str = "flowroute.v1.numbers.update_routes";

/// The shapes that were seen; every member may be missing, and so may the whole body.
#[derive(Deserialize)]
struct ErrorBody {
    #[serde(default)]
    error: Value,
    #[serde(default)]
    errors: Value,
    #[serde(default)]
    details: Value,
}

#[derive(Deserialize)]
struct WireError {
    #[serde(default, deserialize_with = "lenient::id_text")]
    id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<Box<str>>,
    #[serde(default)]
    detail: Value,
}

/// Decides on the status line; the body is diagnostics, and may be HTML or empty.
fn refusal(operation: &Operation, response: &Response<Bytes>) -> Refusal {
    let problems = problems(response.body());
    let base = Refusal::from_status(response.status());
    let refusal = match response.status() {
        // Both are credential errors: the contract knows no permissions.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => base
            .kind(ErrorKind::Unauthorized)
            .advice(check_keys_and_clock(response)),
        StatusCode::UNPROCESSABLE_ENTITY if operation.name == PURCHASE && is_gone(&problems) => base
            .kind(ErrorKind::NotForSale)
            .summary("not for sale (any more)"),
        StatusCode::NOT_FOUND if operation.name == UPDATE_ROUTES => {
            base.summary("the number or one of the routes is not on this account")
        }
        StatusCode::UNPROCESSABLE_ENTITY if says(&problems, "already") => base.kind(ErrorKind::Conflict),
        _ => base,
    };
    refusal.problems(problems)
}

/// A wrong clock looks like a wrong key: show what the carrier's clock says (docs/contracts/flowroute-v1.md §4, 18).
fn check_keys_and_clock(response: &Response<Bytes>) -> String {
    let keys = "check the access key and the secret key";
    match response.headers().get(DATE).and_then(|date| date.to_str().ok()) {
        Some(date) => format!("{keys}, and this machine's clock: the carrier's says {date}"),
        None => format!("{keys}, and this machine's clock"),
    }
}

/// A bad billing method is refused with the same status: only the words tell. The first are documented.
fn is_gone(problems: &[Problem]) -> bool {
    says(problems, "not available for purchase") || says(problems, "already")
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
    let mut problems = Vec::new();
    problems.extend(plain(&body.error));
    match body.errors {
        Value::Array(errors) => problems.extend(errors.into_iter().filter_map(read_error)),
        other => problems.extend(plain(&other)),
    }
    problems.extend(plain(&body.details));
    problems
}

/// Text as it is, anything else as the JSON that it came as.
fn plain(value: &Value) -> Option<Problem> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(Problem::detail(text.as_str())),
        other => Some(Problem::detail(other.to_string())),
    }
}

fn read_error(value: Value) -> Option<Problem> {
    let Ok(error) = WireError::deserialize(&value) else {
        return plain(&value);
    };
    let mut problem = plain(&error.detail).unwrap_or_default();
    problem.id = error.id;
    problem.title = error.title;
    (problem != Problem::default()).then_some(problem)
}
