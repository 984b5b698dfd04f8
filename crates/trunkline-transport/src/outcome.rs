//! From what happened on the wire to what the caller is told.

use bytes::Bytes;
use http::{Extensions, Response, StatusCode};
use trunkline_core::{Applied, Attempts, Carrier, Effect, Endpoint, Error, Operation, Refusal};

use crate::retry::{Evidence, judge};
use crate::service::Answer;
use crate::{Sent, TransportError};

/// Whose rules apply to requests that come without an operation, unless the client has a carrier.
pub(crate) static NOBODY: Carrier =
    Carrier::new("trunkline", "", "*/*", |_, r| Refusal::from_status(r.status()));

/// A request whose operation is not known: it might do anything, so it is never sent twice.
pub(crate) const fn raw(carrier: &'static Carrier) -> Operation {
    Operation::once(carrier, "raw", "done")
}

/// The operation of a request on its way.
pub(crate) fn operation(extensions: &Extensions) -> Operation {
    extensions.get().copied().unwrap_or(const { raw(&NOBODY) })
}

/// The typed end of a call.
pub(crate) fn read<E: Endpoint>(answer: Answer) -> Result<E::Output, Error> {
    match answer {
        Ok(response) => {
            let see_other = response.status() == StatusCode::SEE_OTHER;
            E::decode(response).map_err(|e| {
                if see_other {
                    after_work(e, E::OPERATION.effect)
                } else {
                    e
                }
            })
        }
        Err(error) => match refusal_without_body(&error) {
            // The status says what happened; only the carrier's words are lost.
            Some(head) => E::decode(head).map_err(|e| e.caused_by(error)),
            None => Err(failed(&E::OPERATION, error)),
        },
    }
}

/// The untyped end of a call: any complete answer is one.
pub(crate) fn hand_back(operation: &Operation, answer: Answer) -> Result<Response<Bytes>, Error> {
    answer.map_err(|error| failed(operation, error))
}

/// 303 is what a server says after it has done something.
fn after_work(error: Error, effect: Effect) -> Error {
    if effect == Effect::Read {
        error
    } else {
        error.with_applied(Applied::Unknown)
    }
}

fn refusal_without_body(error: &TransportError) -> Option<Response<Bytes>> {
    let Sent::Answered(status) = error.sent() else {
        return None;
    };
    if status.is_success() {
        return None;
    }
    let mut head = Response::new(Bytes::new());
    *head.status_mut() = status;
    head.extensions_mut().insert(error.attempts());
    Some(head)
}

/// A failure without a complete answer.
fn failed(operation: &Operation, error: TransportError) -> Error {
    let verdict = judge(operation.effect, Evidence::of_error(operation, &error));
    let attempts = error.attempts();
    let applied = after_doubt(operation, attempts, verdict.applied);
    let sent = error.sent();
    let (kind, what, source) = error.into_parts();
    let mut failed = Error::new(operation, kind, what)
        .with_applied(applied)
        .with_attempts(attempts);
    if let Sent::Answered(status) = sent {
        failed = failed.with_status(status);
    }
    match source {
        Some(source) => failed.caused_by(source),
        None => failed,
    }
}

/// An earlier attempt may have been acted upon, whatever the last one proves of itself.
fn after_doubt(operation: &Operation, attempts: Attempts, applied: Applied) -> Applied {
    match applied {
        Applied::No if attempts.maybe_applied && operation.effect != Effect::Read => Applied::Unknown,
        applied => applied,
    }
}
