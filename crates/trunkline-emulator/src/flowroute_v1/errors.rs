//! The error envelope: `{"error": text}` (docs/contracts/flowroute-v1.md §1.4). Texts are assumed, except that of a number that is not for sale.

use serde_json::json;

use crate::api::ErrorContext;
use crate::store::Refused;
use crate::wire::answer::JSON;
use crate::wire::{Answer, Detail, Problem};

const NOT_FOR_SALE: &str = "Business Logic Error: The TN is not available for purchase.";

/// Puts a problem into the envelope.
pub(super) fn render(problem: &Problem, _: ErrorContext<'_>) -> Answer {
    let text = match &problem.detail {
        Detail::Text(text) => text.clone(),
        Detail::Fields(fields) => fields.to_string(),
        Detail::UnknownPath => "The requested URL was not found on the server.".to_owned(),
    };
    let mut answer = Answer::json(problem.status, JSON, &json!({"error": text}));
    answer.headers.clone_from(&problem.headers);
    answer
}

/// 422 for a parameter or a member of the body.
pub(super) fn invalid(text: impl Into<String>) -> Problem {
    Problem::new(422, None, text)
}

/// 422 with the one documented text: no such number, sold to somebody, or the account's own already.
pub(super) fn not_for_sale() -> Problem {
    invalid(NOT_FOR_SALE)
}

/// 404 for a number that is not on the account.
pub(super) fn unknown_number() -> Problem {
    Problem::new(404, None, "The TN was not found on your account.")
}

/// 404 for the name of a route.
pub(super) fn unknown_route(name: &str) -> Problem {
    Problem::new(
        404,
        None,
        format!("There is no route named {name} on your account."),
    )
}

/// What rules of the store say, for calls about a route or where a number leads.
pub(super) fn refused(refused: Refused) -> Problem {
    match refused {
        Refused::NotFound => unknown_number(),
        Refused::Funds => usual(403),
        Refused::Duplicate => invalid("A route with that name already exists and leads elsewhere."),
        Refused::Invalid(_, text) => invalid(text),
        Refused::InUse | Refused::Fixed => invalid("The route cannot be changed."),
    }
}

/// The usual words for a status.
pub(super) fn usual(status: u16) -> Problem {
    let text = match status {
        400 => "The request body could not be parsed as JSON.",
        401 => return unauthorized("Authentication failed."),
        403 => "Insufficient funds available to complete the request.",
        404 => "Could not find that resource on your account.",
        405 => "The method is not allowed for the requested URL.",
        415 => "Content-Type must be application/json.",
        429 => "Rate limit exceeded.",
        502 => "The upstream server gave no valid answer.",
        503 => "The service is undergoing maintenance.",
        504 => "The upstream server gave no answer in time.",
        500..=599 => "An unexpected error occurred.",
        _ => "The request was refused.",
    };
    Problem::new(status, None, text)
}

/// 401 with the challenge.
pub(super) fn unauthorized(text: impl Into<String>) -> Problem {
    Problem::new(401, None, text).with_challenge("flowroute")
}
