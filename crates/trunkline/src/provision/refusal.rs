//! A client's error, as far as a fleet acts on it.

use trunkline_core::{Applied, Error, ErrorKind};
use trunkline_provision::{Failure, Purchase, Refused, Released, Written};

/// Why nothing was done.
fn refused(error: &Error) -> Refused {
    let line = error.to_string();
    match error.kind() {
        ErrorKind::NotForSale => Refused::NotForSale(line),
        ErrorKind::InsufficientFunds => Refused::NoMoney(line),
        ErrorKind::Unauthorized | ErrorKind::Forbidden => Refused::NotAllowed(line),
        kind if is_passing(kind) => Refused::Busy(line),
        _ => Refused::Other(line),
    }
}

fn is_passing(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::RateLimited
            | ErrorKind::Server
            | ErrorKind::Timeout
            | ErrorKind::ConnectFailed
            | ErrorKind::ConnectionLost
            | ErrorKind::NotTheCarrier
    )
}

pub(super) fn purchase(error: &Error) -> Purchase {
    match (error.applied(), error.kind()) {
        // It is on the account already: perhaps an earlier try of the same slot has bought it, which a look-up tells.
        (Applied::No, ErrorKind::Conflict) => Purchase::Unknown(error.to_string()),
        (Applied::No, _) => Purchase::Rejected(refused(error)),
        _ => Purchase::Unknown(error.to_string()),
    }
}

pub(super) fn written(error: &Error) -> Written {
    match error.applied() {
        Applied::No => Written::Refused(refused(error)),
        _ => Written::Unknown(error.to_string()),
    }
}

pub(super) fn released(error: &Error) -> Released {
    match (error.applied(), error.kind()) {
        (_, ErrorKind::NotFound) => Released::AlreadyGone,
        (Applied::No, _) => Released::Refused(refused(error)),
        _ => Released::Unknown(error.to_string()),
    }
}

pub(super) fn failure(error: &Error) -> Failure {
    Failure {
        line: error.to_string(),
        passing: is_passing(error.kind()),
    }
}
