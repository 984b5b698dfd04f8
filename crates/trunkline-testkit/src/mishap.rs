//! What may happen to a call, as a fault of the emulator.

use trunkline_emulator::{Fault, FaultBuilder};

/// A mishap.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Mishap {
    /// The connection is closed before anything is done.
    DropBefore,
    /// The connection is reset before anything is done.
    ResetBefore,
    /// It is done, and the connection is closed.
    CommitDrop,
    /// It is done, and the connection is reset.
    CommitReset,
    /// It is done, and nothing is said.
    CommitHang,
    /// It is done, and the body breaks off.
    CommitCut,
    /// It is done, and this status is said.
    CommitStatus(u16),
    /// It is refused with this status.
    Refuse(u16),
    /// There were too many requests, and when to come back.
    TooMany(Option<&'static str>),
    /// It is done, and the body is no JSON.
    Malformed,
    /// It is done, and a proxy says something else with this status.
    Html(u16),
    /// It is done, and there is no body.
    Empty,
}

impl Mishap {
    /// One of each kind, and two where that makes a difference.
    pub const ALL: &'static [Self] = &[
        Self::DropBefore,
        Self::ResetBefore,
        Self::CommitDrop,
        Self::CommitReset,
        Self::CommitHang,
        Self::CommitCut,
        Self::CommitStatus(500),
        Self::CommitStatus(503),
        Self::Refuse(500),
        Self::Refuse(503),
        Self::TooMany(None),
        Self::TooMany(Some("1")),
        Self::Malformed,
        Self::Html(200),
        Self::Html(502),
        Self::Empty,
    ];

    /// The fault that has this happen to these calls.
    pub fn strikes(self, on: FaultBuilder) -> Fault {
        match self {
            Self::DropBefore => on.drop_before(),
            Self::ResetBefore => on.reset_before(),
            Self::CommitDrop => on.commit_then_drop(),
            Self::CommitReset => on.commit_then_reset(),
            Self::CommitHang => on.commit_then_hang(),
            Self::CommitCut => on.commit_then_cut_body(5),
            Self::CommitStatus(status) => on.respond_after_commit(status),
            Self::Refuse(status) => on.refuse(status),
            Self::TooMany(after) => on.too_many_requests(after),
            Self::Malformed => on.malformed_body(),
            Self::Html(status) => on.html_body(status),
            Self::Empty => on.empty_body(),
        }
    }
}
