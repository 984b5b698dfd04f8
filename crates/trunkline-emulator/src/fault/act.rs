//! What goes wrong with a call, with the data each act needs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The longest delay and the longest hang, so that nothing waits for ever.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// What goes wrong. "Commit" is the moment the call takes effect.
// Variants without data are structs too: serde would ignore unknown members of a unit variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Act {
    Refuse {
        #[serde(default = "number::<503, _>")]
        status: u16,
    },
    DropBeforeCommit {},
    ResetBeforeCommit {},
    HangBeforeCommit {},
    DelayBeforeCommit {
        #[serde(default = "number::<1000, _>")]
        millis: u64,
    },
    CommitThenDrop {},
    CommitThenReset {},
    CommitThenHang {},
    CommitThenCutBody {
        /// How much of the body is sent; half of it unless told.
        #[serde(skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
    },
    CommitThenStatus {
        #[serde(default = "number::<500, _>")]
        status: u16,
    },
    CommitLate {
        #[serde(default = "number::<1000, _>")]
        millis: u64,
    },
    CommitLateHang {
        #[serde(default = "number::<1000, _>")]
        millis: u64,
    },
    CommitLateStatus {
        #[serde(default = "number::<504, _>")]
        status: u16,
        #[serde(default = "number::<1000, _>")]
        millis: u64,
    },
    Delay {
        #[serde(default = "number::<1000, _>")]
        millis: u64,
    },
    TooManyRequests {
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
    },
    MalformedBody {
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
    HtmlBody {
        #[serde(default = "number::<502, _>")]
        status: u16,
    },
    EmptyBody {
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
}

/// The default of a member.
fn number<const N: u16, T: From<u16>>() -> T {
    T::from(N)
}

/// When a call takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitTime {
    Never,
    AtOnce,
    /// After a while, if the client is still there.
    IfAwaited(Duration),
    /// After a while, whether or not the client is still there.
    Late(Duration),
}

impl Act {
    /// The word in JSON.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Refuse { .. } => "refuse",
            Self::DropBeforeCommit {} => "drop_before_commit",
            Self::ResetBeforeCommit {} => "reset_before_commit",
            Self::HangBeforeCommit {} => "hang_before_commit",
            Self::DelayBeforeCommit { .. } => "delay_before_commit",
            Self::CommitThenDrop {} => "commit_then_drop",
            Self::CommitThenReset {} => "commit_then_reset",
            Self::CommitThenHang {} => "commit_then_hang",
            Self::CommitThenCutBody { .. } => "commit_then_cut_body",
            Self::CommitThenStatus { .. } => "commit_then_status",
            Self::CommitLate { .. } => "commit_late",
            Self::CommitLateHang { .. } => "commit_late_hang",
            Self::CommitLateStatus { .. } => "commit_late_status",
            Self::Delay { .. } => "delay",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::MalformedBody { .. } => "malformed_body",
            Self::HtmlBody { .. } => "html_body",
            Self::EmptyBody { .. } => "empty_body",
        }
    }

    /// When the call takes effect.
    pub(crate) fn commit_time(&self) -> CommitTime {
        match self {
            Self::Refuse { .. }
            | Self::DropBeforeCommit {}
            | Self::ResetBeforeCommit {}
            | Self::HangBeforeCommit {}
            | Self::TooManyRequests { .. } => CommitTime::Never,
            Self::HtmlBody { status } if *status >= 400 => CommitTime::Never,
            Self::DelayBeforeCommit { millis } => CommitTime::IfAwaited(wait(*millis)),
            Self::CommitLate { millis }
            | Self::CommitLateHang { millis }
            | Self::CommitLateStatus { millis, .. } => CommitTime::Late(wait(*millis)),
            Self::CommitThenDrop {}
            | Self::CommitThenReset {}
            | Self::CommitThenHang {}
            | Self::CommitThenCutBody { .. }
            | Self::CommitThenStatus { .. }
            | Self::Delay { .. }
            | Self::MalformedBody { .. }
            | Self::HtmlBody { .. }
            | Self::EmptyBody { .. } => CommitTime::AtOnce,
        }
    }

    /// The status it answers with, if it is told one.
    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Refuse { status }
            | Self::CommitThenStatus { status }
            | Self::CommitLateStatus { status, .. }
            | Self::HtmlBody { status } => Some(*status),
            Self::MalformedBody { status } | Self::EmptyBody { status } => *status,
            Self::DropBeforeCommit {}
            | Self::ResetBeforeCommit {}
            | Self::HangBeforeCommit {}
            | Self::DelayBeforeCommit { .. }
            | Self::CommitThenDrop {}
            | Self::CommitThenReset {}
            | Self::CommitThenHang {}
            | Self::CommitThenCutBody { .. }
            | Self::CommitLate { .. }
            | Self::CommitLateHang { .. }
            | Self::Delay { .. }
            | Self::TooManyRequests { .. } => None,
        }
    }
}

/// A wait in milliseconds, at most the longest one.
pub(crate) fn wait(millis: u64) -> Duration {
    Duration::from_millis(millis).min(LONGEST_WAIT)
}
