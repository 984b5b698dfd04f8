//! What the refusals of Flowroute v1 mean (docs/contracts/flowroute-v1.md §1.4).

use std::time::Duration;

use http::header::DATE;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Problem, Refusal, lenient};

/// Flowroute v1 (docs/contracts/flowroute-v1.md §1).
pub static FLOWROUTE_V1: Carrier = Carrier::new("flowroute-v1", "flowroute.v1.", "application/json", refusal)
    .with_settlement_window(SETTLEMENT_WINDOW);

/// Assumed (docs/contracts/flowroute-v1.md §2.3.1).
const SETTLEMENT_WINDOW: Duration = Duration::from_secs(30);

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
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default)]
    detail: Value,
}

/// Whether a 429 comes before any work is documented nowhere (docs/contracts/flowroute-v1.md §1), so it proves nothing here.
///
/// Decides on the status line; the body is diagnostics, and may be HTML or empty.
fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Refusal {
    let refusal = Refusal::from_status(status).problems(problems(body));
    match status {
        // Both are credential errors: the contract knows no permissions.
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => refusal
            .kind(ErrorKind::Unauthorized)
            .advice(check_keys_and_clock(headers)),
        StatusCode::UNPROCESSABLE_ENTITY if refusal.mentions("already") => refusal.kind(ErrorKind::Conflict),
        _ => refusal,
    }
}

/// A wrong clock looks like a wrong key: show what the carrier's clock says (docs/contracts/flowroute-v1.md §4, 18).
fn check_keys_and_clock(headers: &HeaderMap) -> String {
    let keys = "check the access key and the secret key";
    let is_date = |date: &&str| date.len() == "Thu, 01 Jan 1970 00:00:00 GMT".len() && date.ends_with(" GMT");
    match headers
        .get(DATE)
        .and_then(|date| date.to_str().ok())
        .filter(is_date)
    {
        Some(date) => format!("{keys}, and this machine's clock: the carrier's says {date}"),
        None => format!("{keys}, and this machine's clock"),
    }
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
        Value::String(text) => Some(Problem::new(text.as_str())),
        other => Some(Problem::new(other.to_string())),
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
