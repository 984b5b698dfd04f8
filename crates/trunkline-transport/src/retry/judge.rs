//! The table.

use bytes::Bytes;
use http::Response;
use trunkline_core::{Applied, Effect, Operation, Proof};

use crate::{Sent, TransportError};

/// What a failed attempt proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::exhaustive_enums,
    reason = "the retry decision is a total function of it"
)]
pub enum Evidence {
    /// The carrier cannot have seen it: refused connections, failed look-ups of names, failed handshakes.
    NotSent,
    /// As [`NotSent`](Self::NotSent), but trying again would fail again: it cannot be signed, say.
    Impossible,
    /// The carrier may have seen it: lost connections, silence.
    MaybeSent,
    /// A refusal, read by the carrier's own rules.
    Refused(Proof),
    /// A success whose body was cut off: the carrier has acted.
    Cut,
    /// A success that is whole or too long, and will not be readable next time either: the carrier has acted.
    Unreadable,
}

/// Whether the call may be sent again, and whether the carrier has acted if it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs, reason = "a pair of answers")]
pub struct Verdict {
    /// Whether it may be sent again.
    pub again: bool,
    /// What this attempt may have done.
    pub applied: Applied,
}

/// What follows from `evidence` for a call with this effect.
pub const fn judge(effect: Effect, evidence: Evidence) -> Verdict {
    let may_repeat = !matches!(effect, Effect::Once);
    let (again, applied) = match evidence {
        Evidence::NotSent | Evidence::Refused(Proof::BeforeWork) => (true, Applied::No),
        Evidence::Impossible | Evidence::Refused(Proof::Final) => (false, Applied::No),
        Evidence::MaybeSent | Evidence::Refused(Proof::None) => (may_repeat, Applied::Unknown),
        Evidence::Cut => (may_repeat, Applied::Yes),
        Evidence::Unreadable => (false, Applied::Yes),
    };
    // A read has nothing to apply.
    let applied = if matches!(effect, Effect::Read) {
        Applied::No
    } else {
        applied
    };
    Verdict { again, applied }
}

impl Evidence {
    /// What a transport error proves to the carrier's rules.
    pub(crate) fn of_error(operation: &Operation, error: &TransportError) -> Self {
        match error.sent() {
            Sent::No if error.is_permanent() => Self::Impossible,
            Sent::No => Self::NotSent,
            Sent::Maybe => Self::MaybeSent,
            Sent::Answered(status) if status.is_success() => {
                if error.is_permanent() {
                    Self::Unreadable
                } else {
                    Self::Cut
                }
            }
            Sent::Answered(status) => {
                // The status alone, read by the carrier's rules: the rest of the refusal is lost.
                let mut head = Response::new(Bytes::new());
                *head.status_mut() = status;
                Self::of_refusal(operation, &head)
            }
        }
    }

    /// What a complete answer proves; `None` for a success.
    pub(crate) fn of_response(operation: &Operation, response: &Response<Bytes>) -> Option<Self> {
        (!response.status().is_success()).then(|| Self::of_refusal(operation, response))
    }

    fn of_refusal(operation: &Operation, response: &Response<Bytes>) -> Self {
        Self::Refused((operation.carrier.refusal)(operation, response).proof)
    }
}
