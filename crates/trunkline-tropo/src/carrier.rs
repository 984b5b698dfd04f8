//! Tropo's own rules: what its refusals mean (docs/contracts/tropo.md §1.5).

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Evidence, Problem, Refusal};

/// Tropo Provisioning v1 (docs/contracts/tropo.md §1).
pub static TROPO: Carrier =
    Carrier::new("tropo", "tropo.v1.", JSON, refusal).with_settlement_window(SETTLEMENT_WINDOW);

/// Assumed (docs/contracts/tropo.md §1.6).
const SETTLEMENT_WINDOW: Duration = Duration::from_secs(30);

/// The media type of requests and responses.
pub(crate) const JSON: &str = "application/json";

/// The contract knows no 429 (docs/contracts/tropo.md §1.5), so one proves nothing.
///
/// What holds for every call. What only some calls know is in their files, as corrections of this. Of the body only the few
/// words count that sources vouch for, or that can make a final refusal clearer but not undo it.
fn refusal(status: StatusCode, _: &HeaderMap, body: &[u8]) -> Refusal {
    let refusal = Refusal::from_status(status).problems(problems(body));
    match status {
        StatusCode::UNAUTHORIZED => refusal.advice("check the user name and the password"),
        status if status.is_client_error() => money_or_pending(refusal),
        _ => refusal,
    }
}

fn money_or_pending(refusal: Refusal) -> Refusal {
    let says = |words: &[&str]| words.iter().any(|words| refusal.mentions(words));
    let poor = [
        "insufficient fund",
        "insufficient balance",
        "insufficient credit",
        "not enough",
    ];
    let pending = [
        "pending",
        "not confirmed",
        "unconfirmed",
        "not active",
        "inactive",
    ];
    if says(&poor) {
        return refusal
            .kind(ErrorKind::InsufficientFunds)
            .summary("insufficient funds")
            .advice("pay with payments.make, then call again");
    }
    if says(&pending) {
        return refusal
            .kind(ErrorKind::UserPending)
            .summary("the user is pending")
            .advice("confirm the user with users.confirm, then call again");
    }
    refusal
}

/// Whether a refusal says that it is there already. The statuses of these are assumed in the contract, so the words decide.
pub(crate) fn is_taken(refusal: &Refusal) -> bool {
    let explained = refusal.summary.is_some() || !refusal.status.is_client_error();
    let other = matches!(refusal.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    let words = ["taken", "exists", "already", "in use", "not unique", "duplicate"];
    !explained && !other && words.iter().any(|words| refusal.mentions(words))
}

/// For calls that give an application a number. 503 is the answer to "no number for this prefix", which is final and no outage.
/// Any other 503 proves nothing, so it keeps the meaning that it has everywhere.
pub(crate) fn no_number(refusal: Refusal) -> Refusal {
    if refusal.status == StatusCode::SERVICE_UNAVAILABLE && refusal.mentions("no number") {
        return refusal
            .kind(ErrorKind::NoneLeft)
            .evidence(Evidence::Rejected)
            .summary("no numbers available for the parameters specified");
    }
    if is_taken(&refusal) {
        return refusal.kind(ErrorKind::Conflict);
    }
    refusal
}

/// `{"error": "text"}`, `{"errors": ["text"]}`, `{"errors": [{"message": "text"}]}`, the old account service's words,
/// or nothing that can be read: HTML, an empty body.
fn problems(body: &[u8]) -> Vec<Problem> {
    let mut found = Vec::new();
    if let Ok(body) = serde_json::from_slice::<Value>(body) {
        collect(&body, &mut found);
    }
    found
}

fn collect(value: &Value, found: &mut Vec<Problem>) {
    match value {
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => found.push(Problem::new(text.trim())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            let words = [
                "error",
                "errors",
                "message",
                "statusMessage",
                "account-accesstoken-get-response",
            ];
            words
                .into_iter()
                .filter_map(|word| members.get(word))
                .for_each(|member| collect(member, found));
        }
        _ => {}
    }
}
