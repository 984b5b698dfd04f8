//! From how a call ended to what the caller is told.

use bytes::Bytes;
use http::Response;
use secrecy::ExposeSecret;
use trunkline_core::{Applied, Carrier, DecodeError, Endpoint, Error, ErrorKind, Mask, Operation, Refusal};

use crate::call::{Call, Outcome};
use crate::http_service::HttpResult;
use crate::{TransportError, basic};

/// Whose rules apply to requests that come without an operation, unless the client has a carrier.
pub(crate) static UNKNOWN_CARRIER: Carrier = Carrier::new("trunkline", "", "*/*", |status, _, _| {
    Refusal::from_status(status)
});

/// A request whose operation is not known.
pub(crate) const fn raw(carrier: &'static Carrier) -> Operation {
    Operation::once(carrier, "raw", "done")
}

/// The typed end of a call.
pub(crate) fn read<E: Endpoint>(
    endpoint: &E,
    result: HttpResult,
    call: &Call,
    outcome: &mut Outcome,
) -> Result<E::Output, Error> {
    let failed = match result {
        Ok(response) if response.status().is_success() => match answer(endpoint, &response) {
            Ok(output) => return Ok(output),
            Err(error) => Error::unreadable_without(&mask(endpoint, call), &E::OPERATION, &response, error),
        },
        Ok(response) => {
            let refusal = match outcome.refusal.take() {
                Some(refusal) => *refusal,
                // A layer outside the retry layer has answered.
                None => E::OPERATION.refusal(response.status(), response.headers(), response.body()),
            };
            if let Some(output) = E::answer_in(&refusal).or_else(|| already_applied::<E>(outcome, &refusal)) {
                return Ok(output);
            }
            let mask = mask(endpoint, call);
            Error::refused(&masked::<E>(), &mask.response(&response), mask.refusal(refusal))
                .with_applied(outcome.applied)
        }
        Err(error) => match outcome.refusal.take() {
            Some(refusal) => {
                if let Some(output) = already_applied::<E>(outcome, &refusal) {
                    return Ok(output);
                }
                let refusal = mask(endpoint, call).refusal(*refusal);
                Error::refused_without_body(&masked::<E>(), refusal)
                    .with_applied(outcome.applied)
                    .caused_by(error)
            }
            None => without_response(&E::OPERATION, error, outcome.applied),
        },
    };
    Err(failed
        .with_attempts(outcome.attempts)
        .with_subject(endpoint.subject()))
}

/// What an answer to this request may not repeat.
pub(crate) fn mask<E: Endpoint>(endpoint: &E, call: &Call) -> Mask {
    let mut mask = match E::OPERATION.confidential {
        true => Mask::new().hide_cards(),
        false => Mask::new(),
    };
    if let Some(authorization) = call.authorization() {
        basic::hide(&authorization, &mut mask);
    }
    for secret in endpoint.secrets() {
        mask.hide(secret.expose_secret());
    }
    mask
}

/// The operation, for a refusal that has been masked: what is left of it may be shown.
fn masked<E: Endpoint>() -> Operation {
    let mut operation = E::OPERATION;
    operation.confidential = false;
    operation
}

/// A success, if it is one of this very request.
fn answer<E: Endpoint>(endpoint: &E, response: &Response<Bytes>) -> Result<E::Output, DecodeError> {
    let output = E::parse(response)?;
    endpoint.check(&output)?;
    Ok(output)
}

fn already_applied<E: Endpoint>(outcome: &Outcome, refusal: &Refusal) -> Option<E::Output> {
    outcome
        .maybe_applied_before
        .then(|| E::already_applied(refusal))
        .flatten()
}

/// The untyped end of a call: any complete response is one.
pub(crate) fn hand_back(
    operation: &Operation,
    result: HttpResult,
    outcome: &Outcome,
) -> Result<Response<Bytes>, Error> {
    match result {
        Ok(mut response) => {
            response.extensions_mut().insert(outcome.attempts);
            Ok(response)
        }
        Err(error) => {
            Err(without_response(operation, error, outcome.applied).with_attempts(outcome.attempts))
        }
    }
}

fn without_response(operation: &Operation, error: TransportError, applied: Applied) -> Error {
    let status = error.status();
    let (kind, what, source) = error.into_parts();
    let mut failed = Error::new(operation, kind, what).with_applied(applied);
    if let Some(status) = status {
        failed = failed.with_status(status);
    }
    match source {
        Some(source) => failed.caused_by(source),
        None => failed,
    }
}

/// The outcome of a call whose end nobody has seen.
pub(crate) fn unknown<E: Endpoint>(endpoint: &E) -> Error {
    let what = "the outcome of an earlier request is not known";
    Error::new(&E::OPERATION, ErrorKind::ConnectionLost, what)
        .with_applied(Applied::Unknown)
        .with_subject(endpoint.subject())
}
