//! Faults: which call, and what goes wrong with it.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A rule that makes matching calls go wrong.
///
/// Built from Rust with [`Fault::on`], from anywhere else as JSON through `POST /_emulator/faults`. A rule counts the calls
/// it matches; of several rules that fire on one call, the oldest acts.
///
/// ```
/// use trunkline_emulator::Fault;
///
/// let fault = Fault::on("flowroute.v2.numbers.purchase").number("12064205780").first().commit_then_drop();
/// assert_eq!(
///     serde_json::to_value(&fault)?,
///     serde_json::json!({
///         "operation": "flowroute.v2.numbers.purchase", "number": "12064205780", "nth": 1, "act": "commit_then_drop",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `*`, a full operation name, the end of one (`numbers.purchase`), or the beginning of one and `.*`.
    operation: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nth: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    probability: Option<Probability>,
    act: Act,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    millis: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
}

/// What goes wrong. "Commit" is the moment the call takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Act {
    Refuse,
    DropBeforeCommit,
    ResetBeforeCommit,
    HangBeforeCommit,
    DelayBeforeCommit,
    CommitThenDrop,
    CommitThenReset,
    CommitThenHang,
    CommitThenCutBody,
    CommitThenStatus,
    CommitLate,
    CommitLateHang,
    CommitLateStatus,
    Delay,
    TooManyRequests,
    MalformedBody,
    HtmlBody,
    EmptyBody,
}

impl Act {
    /// The word in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::DropBeforeCommit => "drop_before_commit",
            Self::ResetBeforeCommit => "reset_before_commit",
            Self::HangBeforeCommit => "hang_before_commit",
            Self::DelayBeforeCommit => "delay_before_commit",
            Self::CommitThenDrop => "commit_then_drop",
            Self::CommitThenReset => "commit_then_reset",
            Self::CommitThenHang => "commit_then_hang",
            Self::CommitThenCutBody => "commit_then_cut_body",
            Self::CommitThenStatus => "commit_then_status",
            Self::CommitLate => "commit_late",
            Self::CommitLateHang => "commit_late_hang",
            Self::CommitLateStatus => "commit_late_status",
            Self::Delay => "delay",
            Self::TooManyRequests => "too_many_requests",
            Self::MalformedBody => "malformed_body",
            Self::HtmlBody => "html_body",
            Self::EmptyBody => "empty_body",
        }
    }
}

/// A chance between 0 and 1, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Probability(pub(crate) u32);

impl Serialize for Probability {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::nanos::json(i64::from(self.0) * 1000).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let millionths = crate::nanos::parse(&number.to_string()).map(|nanos| nanos / 1000);
        let fits = millionths
            .and_then(|value| u32::try_from(value).ok())
            .filter(|value| *value <= 1_000_000);
        fits.map(Probability)
            .ok_or_else(|| serde::de::Error::custom("probability must be between 0 and 1"))
    }
}

/// The longest delay and the longest hang, so that nothing waits for ever.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(600);

impl Fault {
    /// Begins a rule for an operation: a full name (`flowroute.v2.numbers.purchase`), the end of one (`numbers.purchase`),
    /// the beginning of one (`flowroute.v2.*`), or `*` for every request, unknown paths included.
    pub fn on(operation: impl Into<String>) -> FaultBuilder {
        FaultBuilder {
            fault: Self {
                operation: operation.into(),
                number: None,
                nth: None,
                times: None,
                probability: None,
                act: Act::Refuse,
                status: None,
                millis: None,
                retry_after: None,
                bytes: None,
            },
        }
    }

    /// Whether some rule about the values themselves is broken, in words for the caller.
    pub(crate) fn check(&self, mut known: impl Iterator<Item = &'static str>) -> Result<(), String> {
        let bad_status = |status: u16| !(200..=599).contains(&status);
        if self.status.is_some_and(bad_status) {
            return Err("status must be 200 to 599".to_owned());
        }
        if self
            .number
            .as_deref()
            .is_some_and(|number| crate::tn::Tn::parse(number).is_none())
        {
            return Err("number must be 10 to 15 digits, with or without +".to_owned());
        }
        if self.nth == Some(0) || self.times == Some(0) {
            return Err("nth and times count from 1".to_owned());
        }
        if self.operation != "*" && !known.any(|name| self.matches_operation(Some(name))) {
            return Err(format!("no operation is called {:?}", self.operation));
        }
        Ok(())
    }

    /// Whether the rule is about this operation; an unknown path has none and is matched by `*` only.
    pub(crate) fn matches_operation(&self, name: Option<&str>) -> bool {
        if self.operation == "*" {
            return true;
        }
        let Some(name) = name else { return false };
        if let Some(beginning) = self.operation.strip_suffix(".*") {
            return name
                .strip_prefix(beginning)
                .is_some_and(|rest| rest.starts_with('.'));
        }
        name == self.operation
            || name
                .strip_suffix(&self.operation)
                .is_some_and(|rest| rest.ends_with('.'))
    }

    pub(crate) fn matches_numbers(&self, numbers: &[crate::tn::Tn]) -> bool {
        let Some(wanted) = self.number.as_deref() else {
            return true;
        };
        crate::tn::Tn::parse(wanted).is_some_and(|wanted| numbers.contains(&wanted))
    }

    /// Whether the `hit`th matching call (from 1) is one to act on, probability aside.
    pub(crate) fn is_due(&self, hit: u64) -> bool {
        let first = self.nth.unwrap_or(1);
        let count = self
            .times
            .unwrap_or(if self.nth.is_some() { 1 } else { u64::MAX });
        hit >= first && hit - first < count
    }

    pub(crate) fn probability(&self) -> Option<u32> {
        self.probability.map(|probability| probability.0)
    }

    pub(crate) fn act(&self) -> Act {
        self.act
    }

    pub(crate) fn status(&self) -> Option<u16> {
        self.status
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_millis(self.millis.unwrap_or(1000)).min(LONGEST_WAIT)
    }

    pub(crate) fn retry_after(&self) -> Option<&str> {
        self.retry_after.as_deref()
    }

    /// How much of a body is sent before the cut; half of it unless told.
    pub(crate) fn cut(&self, length: usize) -> usize {
        let wanted = self
            .bytes
            .map_or(length / 2, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        wanted.min(length.saturating_sub(1))
    }
}

/// A rule that lacks its act: first say which calls, then what happens.
#[derive(Clone, Debug)]
#[must_use = "a fault needs an act, and to be given to `Emulator::fault`"]
pub struct FaultBuilder {
    fault: Fault,
}

impl FaultBuilder {
    /// Only calls about this number, in the path or as sender or recipient: digits with or without `+`.
    pub fn number(mut self, number: impl fmt::Display) -> Self {
        self.fault.number = Some(number.to_string());
        self
    }

    /// Only the first matching call.
    pub fn first(self) -> Self {
        self.nth(1)
    }

    /// Only the `k`th matching call, counted from 1; with [`times`](Self::times), from the `k`th on.
    pub fn nth(mut self, k: u64) -> Self {
        self.fault.nth = Some(k);
        self
    }

    /// The first `n` matching calls (from [`nth`](Self::nth) on, if given). Without either: every matching call.
    pub fn times(mut self, n: u64) -> Self {
        self.fault.times = Some(n);
        self
    }

    /// Matching calls with a chance of `per_mille` / 1000, decided by the emulator's seed.
    pub fn probability(mut self, per_mille: u16) -> Self {
        self.fault.probability = Some(Probability(u32::from(per_mille.min(1000)) * 1000));
        self
    }

    /// Answers with an error status and its usual body; the call has no effect.
    pub fn refuse(self, status: u16) -> Fault {
        self.status(status).act(Act::Refuse)
    }

    /// The same as [`refuse`](Self::refuse).
    pub fn respond_before(self, status: u16) -> Fault {
        self.refuse(status)
    }

    /// The call takes effect, then the answer is an error status with its usual body.
    pub fn respond_after_commit(self, status: u16) -> Fault {
        self.status(status).act(Act::CommitThenStatus)
    }

    /// Closes the connection without an answer and without effect.
    pub fn drop_before(self) -> Fault {
        self.act(Act::DropBeforeCommit)
    }

    /// Resets the connection (TCP RST) without effect.
    pub fn reset_before(self) -> Fault {
        self.act(Act::ResetBeforeCommit)
    }

    /// Never answers, without effect; ends when the client goes away, after 10 minutes at the latest.
    pub fn hang_before(self) -> Fault {
        self.act(Act::HangBeforeCommit)
    }

    /// The call takes effect, then the connection is closed without a single byte of answer.
    pub fn commit_then_drop(self) -> Fault {
        self.act(Act::CommitThenDrop)
    }

    /// The call takes effect, then the connection is reset (TCP RST).
    pub fn commit_then_reset(self) -> Fault {
        self.act(Act::CommitThenReset)
    }

    /// The call takes effect, then nothing more comes; ends when the client goes away, after 10 minutes at the latest.
    pub fn commit_then_hang(self) -> Fault {
        self.act(Act::CommitThenHang)
    }

    /// The call takes effect; the answer's head and `bytes` bytes of its body are sent, then the connection is closed.
    pub fn commit_then_cut_body(mut self, bytes: u64) -> Fault {
        self.fault.bytes = Some(bytes);
        self.act(Act::CommitThenCutBody)
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
        self.millis(delay).act(Act::CommitLate)
    }

    /// Never answers; the call takes effect after `delay`, as with [`commit_late`](Self::commit_late).
    pub fn commit_late_hang(self, delay: Duration) -> Fault {
        self.millis(delay).act(Act::CommitLateHang)
    }

    /// Answers at once with an error status and its usual body (504 is what a gateway says that waited long enough);
    /// the call takes effect after `delay`, as with [`commit_late`](Self::commit_late).
    pub fn commit_late_status(self, status: u16, delay: Duration) -> Fault {
        self.status(status).millis(delay).act(Act::CommitLateStatus)
    }

    /// The call takes effect at once, the answer comes later (real time, at most 10 minutes).
    pub fn delay(self, delay: Duration) -> Fault {
        self.millis(delay).act(Act::Delay)
    }

    /// The call takes effect, and is answered, after a while; not at all if the client goes away before.
    pub fn delay_before(self, delay: Duration) -> Fault {
        self.millis(delay).act(Act::DelayBeforeCommit)
    }

    /// 429 without effect, with `Retry-After` if a value is given (seconds or an HTTP date).
    pub fn too_many_requests(mut self, retry_after: Option<&str>) -> Fault {
        self.fault.retry_after = retry_after.map(str::to_owned);
        self.act(Act::TooManyRequests)
    }

    /// The call takes effect; the body of its answer is broken JSON.
    pub fn malformed_body(self) -> Fault {
        self.act(Act::MalformedBody)
    }

    /// A page of HTML. With a status of 400 or more the call has no effect, with a lower one it has.
    pub fn html_body(self, status: u16) -> Fault {
        self.status(status).act(Act::HtmlBody)
    }

    /// The call takes effect; the body of its answer is missing.
    pub fn empty_body(self) -> Fault {
        self.act(Act::EmptyBody)
    }

    fn status(mut self, status: u16) -> Self {
        self.fault.status = Some(status);
        self
    }

    fn millis(mut self, wait: Duration) -> Self {
        self.fault.millis = Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        self
    }

    fn act(mut self, act: Act) -> Fault {
        self.fault.act = act;
        self.fault
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_match_whole_by_end_by_beginning_or_any() {
        let matches = |pattern: &str, name| Fault::on(pattern).drop_before().matches_operation(name);
        let purchase = Some("flowroute.v2.numbers.purchase");
        assert!(matches("*", None));
        assert!(matches("flowroute.v2.numbers.purchase", purchase));
        assert!(matches("numbers.purchase", purchase));
        assert!(matches("purchase", purchase));
        assert!(matches("flowroute.v2.*", purchase));
        assert!(!matches("umbers.purchase", purchase));
        assert!(!matches("flowroute.v2", purchase));
        assert!(!matches("numbers.purchase", None));
    }

    #[test]
    fn counting() {
        let due = |fault: Fault| (1..=5).filter(|hit| fault.is_due(*hit)).collect::<Vec<u64>>();
        assert_eq!(due(Fault::on("*").drop_before()), [1, 2, 3, 4, 5]);
        assert_eq!(due(Fault::on("*").first().drop_before()), [1]);
        assert_eq!(due(Fault::on("*").nth(3).drop_before()), [3]);
        assert_eq!(due(Fault::on("*").times(2).drop_before()), [1, 2]);
        assert_eq!(due(Fault::on("*").nth(2).times(2).drop_before()), [2, 3]);
    }

    #[test]
    fn json_names_what_is_allowed() {
        let error = serde_json::from_str::<Fault>(r#"{"operation":"*","act":"explode"}"#).unwrap_err();
        assert!(error.to_string().contains("commit_then_drop"), "{error}");
        let error = serde_json::from_str::<Fault>(r#"{"operation":"*","act":"delay","ms":5}"#).unwrap_err();
        assert!(error.to_string().contains("`millis`"), "{error}");
        let fault: Fault =
            serde_json::from_str(r#"{"operation":"*","probability":0.25,"act":"delay"}"#).unwrap();
        assert_eq!(fault.probability(), Some(250_000));
        assert!(
            serde_json::from_str::<Fault>(r#"{"operation":"*","probability":1.5,"act":"delay"}"#).is_err()
        );
    }
}
