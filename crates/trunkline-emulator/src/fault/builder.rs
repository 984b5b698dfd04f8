//! Faults written in Rust: which calls, then what happens to them.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::Fault;
use super::act::Act;
use super::retry_after::RetryAfter;
use super::selector::{Probability, Selector};

/// A fault that lacks its act: first say which calls, then what happens.
#[derive(Clone, Debug)]
#[must_use = "a fault needs an act, and to be given to `Emulator::fault`"]
pub struct FaultBuilder {
    pub(super) selector: Selector,
}

impl FaultBuilder {
    /// Only calls about this number, in the path or as sender or recipient: digits with or without `+`.
    pub fn number(mut self, number: impl fmt::Display) -> Self {
        self.selector.number = Some(number.to_string());
        self
    }

    /// Only the first matching call.
    pub fn first(self) -> Self {
        self.nth(1)
    }

    /// Only the `k`th matching call, counted from 1; with [`times`](Self::times), from the `k`th on.
    pub fn nth(mut self, k: u64) -> Self {
        self.selector.nth = Some(k);
        self
    }

    /// The first `n` matching calls (from [`nth`](Self::nth) on, if given). Without either: every matching call.
    pub fn times(mut self, n: u64) -> Self {
        self.selector.times = Some(n);
        self
    }

    /// Matching calls with a chance of `per_mille` / 1000, decided by the emulator's seed.
    pub fn probability(mut self, per_mille: u16) -> Self {
        self.selector.probability = Some(Probability(u32::from(per_mille.min(1000)) * 1000));
        self
    }

    /// Answers with an error status and its usual body; the call has no effect.
    pub fn refuse(self, status: u16) -> Fault {
        self.act(Act::Refuse { status })
    }

    /// The call takes effect, then the answer is an error status with its usual body.
    pub fn respond_after_commit(self, status: u16) -> Fault {
        self.act(Act::CommitThenStatus { status })
    }

    /// Closes the connection without an answer and without effect.
    pub fn drop_before(self) -> Fault {
        self.act(Act::DropBeforeCommit {})
    }

    /// Resets the connection (TCP RST) without effect.
    pub fn reset_before(self) -> Fault {
        self.act(Act::ResetBeforeCommit {})
    }

    /// Never answers, without effect; ends when the client goes away, after 10 minutes at the latest.
    pub fn hang_before(self) -> Fault {
        self.act(Act::HangBeforeCommit {})
    }

    /// The call takes effect, then the connection is closed without a single byte of answer.
    pub fn commit_then_drop(self) -> Fault {
        self.act(Act::CommitThenDrop {})
    }

    /// The call takes effect, then the connection is reset (TCP RST).
    pub fn commit_then_reset(self) -> Fault {
        self.act(Act::CommitThenReset {})
    }

    /// The call takes effect, then nothing more comes; ends when the client goes away, after 10 minutes at the latest.
    pub fn commit_then_hang(self) -> Fault {
        self.act(Act::CommitThenHang {})
    }

    /// The call takes effect; the answer's head and `bytes` bytes of its body are sent, then the connection is closed.
    pub fn commit_then_cut_body(self, bytes: u64) -> Fault {
        self.act(Act::CommitThenCutBody { bytes: Some(bytes) })
    }

    /// Closes the connection at once, without an answer; the call takes effect after `delay`, whether or not anybody
    /// still waits for it.
    ///
    /// Until then nothing shows the call: not a read, not the audit, and its request record says it did not commit. Then it
    /// is executed as if it had arrived at that moment, so it is refused, and changes nothing, if meanwhile somebody else
    /// bought the number or the money ran out. Credentials are checked when the request arrives.
    ///
    /// `delay` is real time, at most 10 minutes: that of tokio, so [`tokio::time::pause`] and `advance` of a test move it
    /// too. What is still to come when the emulator stops, is reset, or gets another state, never takes effect; nor do
    /// further calls while 1000 are still to come.
    ///
    /// [`tokio::time::pause`]: https://docs.rs/tokio/latest/tokio/time/fn.pause.html
    pub fn commit_late(self, delay: Duration) -> Fault {
        self.act(Act::CommitLate {
            millis: millis(delay),
        })
    }

    /// Never answers; the call takes effect after `delay`, as with [`commit_late`](Self::commit_late).
    pub fn commit_late_hang(self, delay: Duration) -> Fault {
        self.act(Act::CommitLateHang {
            millis: millis(delay),
        })
    }

    /// Answers at once with an error status and its usual body (504 is what a gateway says that waited long enough);
    /// the call takes effect after `delay`, as with [`commit_late`](Self::commit_late).
    pub fn commit_late_status(self, status: u16, delay: Duration) -> Fault {
        let millis = millis(delay);
        self.act(Act::CommitLateStatus { status, millis })
    }

    /// The call takes effect at once, the answer comes later (real time, at most 10 minutes).
    pub fn delay(self, delay: Duration) -> Fault {
        self.act(Act::Delay {
            millis: millis(delay),
        })
    }

    /// The call takes effect, and is answered, after a while; not at all if the client goes away before.
    pub fn delay_before(self, delay: Duration) -> Fault {
        self.act(Act::DelayBeforeCommit {
            millis: millis(delay),
        })
    }

    /// 429 without effect, with `Retry-After` if a value is given: seconds, an HTTP date, or nonsense.
    pub fn too_many_requests(self, retry_after: Option<&str>) -> Fault {
        let retry_after = retry_after.map(|text| RetryAfter::Text(text.to_owned()));
        self.act(Act::TooManyRequests { retry_after })
    }

    /// 429 without effect, with the date in `seconds` seconds (by the wall clock; they may be negative) as `Retry-After`.
    pub fn too_many_requests_until(self, seconds: i32) -> Fault {
        let retry_after = Some(RetryAfter::Date { date_in: seconds });
        self.act(Act::TooManyRequests { retry_after })
    }

    /// A token bucket: of the matching calls, `requests` each `seconds` seconds (real time, tokio's) pass untouched, and
    /// `burst` at once; the others are answered 429 without effect.
    pub fn limit(self, requests: u32, seconds: u32, burst: u32) -> Fault {
        self.act(Act::Limit {
            requests,
            seconds,
            burst: Some(burst),
            retry_after: None,
        })
    }

    /// Answers with this status and body, text as it is and anything else as JSON; the call has no effect.
    pub fn answer(self, status: u16, body: impl Into<Value>) -> Fault {
        self.answered(status, body.into(), false)
    }

    /// The same; the call takes effect.
    pub fn commit_then_answer(self, status: u16, body: impl Into<Value>) -> Fault {
        self.answered(status, body.into(), true)
    }

    fn answered(self, status: u16, body: Value, commit: bool) -> Fault {
        self.act(Act::Answer {
            status,
            body,
            content_type: None,
            commit,
        })
    }

    /// The call takes effect; `Content-Length` is more or less than the body has, then the connection is closed.
    pub fn wrong_length(self, off_by: i32) -> Fault {
        self.act(Act::WrongLength { off_by })
    }

    /// The call takes effect; the body comes in drops, so many bytes a second.
    pub fn slow_body(self, bytes_per_second: u32) -> Fault {
        self.act(Act::SlowBody { bytes_per_second })
    }

    /// The call takes effect; `count` interim answers (102) come before the answer, at most 10 000.
    pub fn interim(self, count: u32) -> Fault {
        self.act(Act::Interim { count })
    }

    /// The call takes effect; its answer has so many bytes of further headers, at most 1 MiB.
    pub fn large_headers(self, bytes: u32) -> Fault {
        self.act(Act::LargeHeaders { bytes })
    }

    /// Somebody else buys the number (Flowroute's) just before the call: a purchase that follows a search is refused.
    pub fn sold_elsewhere(self) -> Fault {
        self.act(Act::SoldElsewhere {})
    }

    /// A read shows the state of `age` ago (real time, tokio's, at most 10 minutes): writes since then do not show yet. Writes
    /// before this fault was added always show; of more than 64 writes the oldest may.
    pub fn stale(self, age: Duration) -> Fault {
        self.act(Act::Stale { millis: millis(age) })
    }

    /// The call takes effect; the body of its answer is broken JSON.
    pub fn malformed_body(self) -> Fault {
        self.act(Act::MalformedBody { status: None })
    }

    /// A page of HTML. With a status of 400 or more the call has no effect, with a lower one it has.
    pub fn html_body(self, status: u16) -> Fault {
        self.act(Act::HtmlBody { status })
    }

    /// The call takes effect; the body of its answer is missing.
    pub fn empty_body(self) -> Fault {
        self.act(Act::EmptyBody { status: None })
    }

    fn act(self, act: Act) -> Fault {
        Fault {
            selector: self.selector,
            act,
        }
    }
}

fn millis(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}
