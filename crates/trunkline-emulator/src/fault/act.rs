//! What goes wrong with a call, with the data each act needs.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::retry_after::RetryAfter;

/// The longest delay and the longest hang, so that nothing waits for ever.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// Most interim answers, and most bytes of headers, that one answer comes with.
const MOST_INTERIM: u32 = 10_000;
const MOST_HEADER_BYTES: u32 = 1024 * 1024;

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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<RetryAfter>,
    },
    /// 429 for what is over a token bucket.
    Limit {
        /// Tokens that come back in `seconds`.
        requests: u32,
        #[serde(default = "number::<1, _>")]
        seconds: u32,
        /// Tokens it holds at most; `requests` unless told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        burst: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<RetryAfter>,
    },
    /// A status and a body as they are given.
    Answer {
        #[serde(default = "number::<200, _>")]
        status: u16,
        /// Text is sent as it is, anything else as JSON.
        #[serde(default, skip_serializing_if = "Value::is_null")]
        body: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content_type: Option<String>,
        /// Whether the call takes effect.
        #[serde(default)]
        commit: bool,
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
    /// A content length that is not the body's.
    WrongLength {
        #[serde(default = "number::<10, _>")]
        off_by: i32,
    },
    /// The body in drops.
    SlowBody {
        #[serde(default = "number::<64, _>")]
        bytes_per_second: u32,
    },
    /// Interim answers (102) before the answer.
    Interim {
        #[serde(default = "number::<100, _>")]
        count: u32,
    },
    /// Headers that nobody needs.
    LargeHeaders {
        #[serde(default = "number::<65535, _>")]
        bytes: u32,
    },
    /// Somebody else buys the number just before.
    SoldElsewhere {},
    /// A read shows the state of a while ago.
    Stale {
        #[serde(default = "number::<1000, _>")]
        millis: u64,
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
            Self::Limit { .. } => "limit",
            Self::Answer { .. } => "answer",
            Self::MalformedBody { .. } => "malformed_body",
            Self::HtmlBody { .. } => "html_body",
            Self::EmptyBody { .. } => "empty_body",
            Self::WrongLength { .. } => "wrong_length",
            Self::SlowBody { .. } => "slow_body",
            Self::Interim { .. } => "interim",
            Self::LargeHeaders { .. } => "large_headers",
            Self::SoldElsewhere {} => "sold_elsewhere",
            Self::Stale { .. } => "stale",
        }
    }

    /// When the call takes effect.
    pub(crate) fn commit_time(&self) -> CommitTime {
        match self {
            Self::Refuse { .. }
            | Self::DropBeforeCommit {}
            | Self::ResetBeforeCommit {}
            | Self::HangBeforeCommit {}
            | Self::TooManyRequests { .. }
            | Self::Limit { .. }
            | Self::Answer { commit: false, .. } => CommitTime::Never,
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
            | Self::Answer { commit: true, .. }
            | Self::MalformedBody { .. }
            | Self::HtmlBody { .. }
            | Self::EmptyBody { .. }
            | Self::WrongLength { .. }
            | Self::SlowBody { .. }
            | Self::Interim { .. }
            | Self::LargeHeaders { .. }
            | Self::SoldElsewhere {}
            | Self::Stale { .. } => CommitTime::AtOnce,
        }
    }

    /// The status it answers with, if it is told one.
    fn status(&self) -> Option<u16> {
        match self {
            Self::Refuse { status }
            | Self::CommitThenStatus { status }
            | Self::CommitLateStatus { status, .. }
            | Self::Answer { status, .. }
            | Self::HtmlBody { status } => Some(*status),
            Self::MalformedBody { status } | Self::EmptyBody { status } => *status,
            _ => None,
        }
    }

    /// Whether some rule about the values themselves is broken, in words for the caller.
    pub(super) fn check(&self) -> Result<(), String> {
        let range = |name: &str, value: u32, most: u32| {
            if (1..=most).contains(&value) {
                Ok(())
            } else {
                Err(format!("{name} must be 1 to {most}"))
            }
        };
        if self.status().is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("status must be 200 to 599".to_owned());
        }
        match self {
            Self::WrongLength { off_by: 0 } => Err("off_by must not be 0".to_owned()),
            Self::SlowBody { bytes_per_second } => range("bytes_per_second", *bytes_per_second, u32::MAX),
            Self::Interim { count } => range("count", *count, MOST_INTERIM),
            Self::LargeHeaders { bytes } => range("bytes", *bytes, MOST_HEADER_BYTES),
            Self::Limit {
                requests,
                seconds,
                burst,
                ..
            } => range("requests", *requests, u32::MAX)
                .and_then(|()| range("seconds", *seconds, u32::MAX))
                .and_then(|()| range("burst", burst.unwrap_or(1), u32::MAX)),
            Self::Answer {
                content_type: Some(text),
                ..
            } if http::HeaderValue::from_str(text).is_err() => {
                Err("content_type cannot be a header".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// A wait in milliseconds, at most the longest one.
pub(crate) fn wait(millis: u64) -> Duration {
    Duration::from_millis(millis).min(LONGEST_WAIT)
}
