//! What a failed attempt proves, and what follows from it.

use crate::{Applied, Effect};

/// What a failed attempt proves about the carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums, reason = "the verdict is a total function of it")]
pub enum Evidence {
    /// The carrier did not work on it: it never arrived (refused connection, failed handshake), or it was refused before any
    /// work (a rate limit).
    NotProcessed,
    /// Nothing was done, and the same request would fail again: refused for what it says, or impossible to send.
    Rejected,
    /// The carrier may have acted: a lost connection, silence, a server error.
    Inconclusive,
    /// The carrier may have acted, and the same request would be answered the same way: a redirect (to the result, to a login,
    /// to another address), or a success that is not the carrier's own.
    Redirected,
    /// A success whose body was cut off, but whose head announced the carrier's JSON: the carrier has acted.
    Truncated,
    /// A success in the carrier's JSON that is whole, or too long, and would not be readable the next time either: the carrier
    /// has acted.
    Unreadable,
}

/// Whether a failed attempt may be repeated, and whether the carrier has acted if it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs, reason = "a pair of answers")]
pub struct Verdict {
    /// Whether the request may be sent again.
    pub retry: bool,
    /// What this attempt may have done.
    pub applied: Applied,
}

impl Evidence {
    /// What follows for a call with this effect.
    pub const fn verdict(self, effect: Effect) -> Verdict {
        let may_repeat = !matches!(effect, Effect::Once);
        let (retry, applied) = match self {
            Self::NotProcessed => (true, Applied::No),
            Self::Rejected => (false, Applied::No),
            Self::Inconclusive => (may_repeat, Applied::Unknown),
            Self::Redirected => (false, Applied::Unknown),
            Self::Truncated => (may_repeat, Applied::Yes),
            Self::Unreadable => (false, Applied::Yes),
        };
        // A read has nothing to apply.
        let applied = if matches!(effect, Effect::Read) {
            Applied::No
        } else {
            applied
        };
        Verdict { retry, applied }
    }
}
