//! Tropo's own rules: what its refusals mean (docs/contracts/tropo.md §1.5).

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::Value;
use trunkline_core::{Carrier, ErrorKind, Operation, Problem, Proof, Refusal};

use crate::response::text;

/// Tropo Provisioning v1 (docs/contracts/tropo.md §1).
pub static TROPO: Carrier = Carrier::new("tropo", "tropo.v1.", JSON, refusal);

/// The media type of requests and answers.
pub(crate) const JSON: &str = "application/json";

/// Decides on the status line and the operation; of the body only the few words that sources vouch for, or that can
/// make a final refusal clearer but not undo it.
fn refusal(operation: &Operation, response: &Response<Bytes>) -> Refusal {
    let problems = problems(response.body());
    let base = Refusal::from_status(response.status());
    let refusal = match response.status() {
        StatusCode::UNAUTHORIZED => base.advice("check the user name and the password"),
        StatusCode::SERVICE_UNAVAILABLE => unavailable(base, operation, &problems),
        StatusCode::FORBIDDEN => forbidden(base, operation, &problems),
        status if status.is_client_error() => rejected(base, operation, &problems),
        _ => base,
    };
    refusal.problems(problems)
}

/// 503 is the answer to "no number for this prefix", which is final and no outage. Any other 503 proves nothing, so it
/// keeps the meaning that it has everywhere.
fn unavailable(base: Refusal, operation: &Operation, problems: &[Problem]) -> Refusal {
    if binds_number(operation) && says(problems, &["no number"]) {
        let refusal = base
            .kind(ErrorKind::NotForSale)
            .proof(Proof::Final)
            .summary("no numbers available for the parameters specified");
        return match operation.name {
            "tropo.v1.addresses.create" => {
                refusal.advice("try another prefix: catalog.list_exchanges lists them")
            }
            _ => refusal,
        };
    }
    base
}

fn binds_number(operation: &Operation) -> bool {
    matches!(
        operation.name,
        "tropo.v1.addresses.create" | "tropo.v1.addresses.attach"
    )
}

fn forbidden(base: Refusal, operation: &Operation, problems: &[Problem]) -> Refusal {
    if let Some(refusal) = money_or_pending(&base, problems) {
        return refusal;
    }
    if operation.name == "tropo.v1.users.get" {
        return base.summary("the user exists, but is not yours to see");
    }
    base
}

/// The statuses of these are assumed in the contract, so the words decide.
fn rejected(base: Refusal, operation: &Operation, problems: &[Problem]) -> Refusal {
    if let Some(refusal) = money_or_pending(&base, problems) {
        return refusal;
    }
    if !says(
        problems,
        &["taken", "exists", "already", "in use", "not unique", "duplicate"],
    ) {
        return base;
    }
    match operation.name {
        "tropo.v1.users.create" => base
            .kind(ErrorKind::Conflict)
            .summary("the user name is taken")
            .advice("users.check_name tells whether another one is free"),
        "tropo.v1.users.confirm" => base
            .kind(ErrorKind::Conflict)
            .summary("the user is confirmed already"),
        "tropo.v1.invitations.create" => base.kind(ErrorKind::Conflict).summary("the code is taken"),
        "tropo.v1.addresses.create" | "tropo.v1.addresses.attach" => base.kind(ErrorKind::Conflict),
        _ => base,
    }
}

fn money_or_pending(base: &Refusal, problems: &[Problem]) -> Option<Refusal> {
    if says(
        problems,
        &[
            "insufficient fund",
            "insufficient balance",
            "insufficient credit",
            "not enough",
        ],
    ) {
        let refusal = base.clone().kind(ErrorKind::InsufficientFunds);
        return Some(
            refusal
                .summary("insufficient funds")
                .advice("pay with payments.make, then call again"),
        );
    }
    if says(
        problems,
        &[
            "pending",
            "not confirmed",
            "unconfirmed",
            "not active",
            "inactive",
        ],
    ) {
        let forbidden = base.status == StatusCode::FORBIDDEN;
        let kind = if forbidden {
            ErrorKind::Forbidden
        } else {
            ErrorKind::Conflict
        };
        let refusal = base.clone().kind(kind).summary("the user is pending");
        return Some(refusal.advice("confirm the user with users.confirm, then call again"));
    }
    None
}

fn says(problems: &[Problem], words: &[&str]) -> bool {
    let texts = problems.iter().filter_map(|p| p.detail.as_deref());
    texts
        .map(str::to_ascii_lowercase)
        .any(|text| words.iter().any(|word| text.contains(word)))
}

/// `{"error": "text"}`, `{"errors": ["text"]}`, `{"errors": [{"message": "text"}]}`, the old account service's answer,
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
        Value::String(_) => found.extend(text(value).map(Problem::detail)),
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
