//! What must hold of every case.

use std::fmt;
use std::time::Duration;

use trunkline::{Applied, Effect};
use trunkline_emulator::RequestRecord;

use super::{Ending, Scene, Schedule};
use crate::session::Stop;

/// What the client said.
#[derive(Clone, Debug)]
pub enum Told {
    /// Success.
    Done,
    /// An error: whether the carrier acted, and the line that people see.
    Failed(Applied, String),
}

impl Told {
    pub(super) fn of(result: Result<(), Stop>) -> Result<Self, String> {
        match result {
            Ok(()) => Ok(Self::Done),
            Err(Stop::Failed(error)) => Ok(Self::Failed(error.applied(), error.to_string())),
            Err(stop @ Stop::Lacking(_)) => Err(stop.to_string()),
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("Ok"),
            Self::Failed(applied, line) => write!(f, "{applied:?} ({line})"),
        }
    }
}

/// Something that must never be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The call ended after its limit.
    Late(String),
    /// Something was done that must not be, or was said that is not so.
    False(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late(text) | Self::False(text) => f.write_str(text),
        }
    }
}

/// The longest wait between two look-ups.
const BETWEEN_LOOK_UPS: Duration = Duration::from_secs(5);

/// How often a call that may be repeated is sent unless it is told otherwise.
const ATTEMPTS: usize = 4;

/// Acts that do not keep a read from being answered.
const HARMLESS: &[&str] = &[
    "delay",
    "delay_before_commit",
    "interim",
    "large_headers",
    "slow_body",
    "stale",
];

/// What is wrong with how a case ended; else the class of outcome it belongs to.
pub(super) fn judge(
    scene: &Scene,
    schedule: &Schedule,
    window: Duration,
    ending: &Ending,
) -> Result<&'static str, Violation> {
    let violation = |text: String| Err(Violation::False(text));
    let limit = schedule.timeout * 102 / 100 + Duration::from_millis(100);
    if ending.took > limit {
        let (took, timeout) = (ending.took, schedule.timeout);
        return Err(Violation::Late(format!(
            "the call took {took:?}, its limit is {timeout:?}"
        )));
    }
    if let Some(objection) = ending.objections.first() {
        return violation(format!("the books do not agree: {objection}"));
    }
    let committed = commits(scene, &ending.requests).count();
    if scene.operation.effect == Effect::Once && committed > 1 {
        return violation(format!("carried out {committed} times"));
    }
    let done_then = done(scene, &ending.then, "when the client answered")?;
    let done_later = match &ending.later {
        Some(later) => done(scene, later, "when everything had landed")?,
        None => done_then,
    };
    match &ending.told {
        Told::Done | Told::Failed(Applied::Yes, _) if !done_then || !done_later => {
            violation(format!("it was not carried out; the client says {}", ending.told))
        }
        Told::Done => Ok("done, and said so"),
        Told::Failed(Applied::Yes, _) => Ok("done, and said so in an error"),
        Told::Failed(Applied::No, _) if done_then || done_later => {
            let when = if done_then { "" } else { " later" };
            match assumed_never(scene, schedule, window, ending) {
                true => {
                    Ok("not done, and said so; carried out later than the settlement window (assumed never)")
                }
                false => violation(format!(
                    "it was carried out{when}; the client says {}",
                    ending.told
                )),
            }
        }
        Told::Failed(Applied::No, _) => Ok("not done, and said so"),
        Told::Failed(..) => undecidable(scene, schedule, window, ending).ok_or_else(|| {
            Violation::False(format!(
                "given up after {:?} of {:?}, although there was time to read on; the client says {}",
                ending.took, schedule.timeout, ending.told
            ))
        }),
    }
}

fn done(scene: &Scene, state: &serde_json::Value, when: &str) -> Result<bool, Violation> {
    let done = scene.done(state);
    done.map_err(|text| Violation::False(format!("{when} {text}")))
}

/// The requests of the call itself, look-ups left out, with their positions.
fn own<'a>(scene: &Scene, requests: &'a [RequestRecord]) -> impl Iterator<Item = (u64, &'a RequestRecord)> {
    let name = scene.operation.name;
    let numbered = (1..).zip(requests);
    numbered.filter(move |(_, request)| request.operation == Some(name))
}

/// Those of them that were carried out.
fn commits<'a>(
    scene: &Scene,
    requests: &'a [RequestRecord],
) -> impl Iterator<Item = (u64, &'a RequestRecord)> {
    own(scene, requests).filter(|(_, request)| request.committed)
}

fn is_redirected(request: &RequestRecord) -> bool {
    matches!(request.status, Some(300..=399))
}

/// Whether what was carried out in spite of a `No` came, or was to be seen, later than the contract pages assume possible.
fn assumed_never(scene: &Scene, schedule: &Schedule, window: Duration, ending: &Ending) -> bool {
    let mut late = commits(scene, &ending.requests).filter_map(|(position, _)| schedule.late_by(position));
    late.any(|late| late + schedule.longest_lag() > window)
}

/// Why nobody could have known; `None` if the client could have, by reading on.
fn undecidable(
    scene: &Scene,
    schedule: &Schedule,
    window: Duration,
    ending: &Ending,
) -> Option<&'static str> {
    if !scene.settles {
        return without_look_up(scene, schedule, ending);
    }
    if ending.took + BETWEEN_LOOK_UPS >= schedule.timeout {
        return Some("unknown: the time was up");
    }
    let last = ending.requests.last()?;
    if last.fault.is_some() && matches!(last.status, Some(400 | 401 | 403 | 422)) {
        return Some("unknown: the carrier refuses to be asked");
    }
    if is_redirected(last) && own(scene, &ending.requests).any(|(_, request)| is_redirected(request)) {
        return Some("unknown: everything is redirected");
    }
    // The records were read at the end of the window, and settle nothing.
    let is_read = last.fault.is_none_or(|act| HARMLESS.contains(&act));
    (is_read && ending.took >= window).then_some("unknown: the records do not settle it")
}

/// The same, of a call that no read settles.
fn without_look_up(scene: &Scene, schedule: &Schedule, ending: &Ending) -> Option<&'static str> {
    let sent: Vec<&RequestRecord> = own(scene, &ending.requests).map(|(_, request)| request).collect();
    let (last, earlier) = sent.split_last()?;
    let is_once = scene.operation.effect == Effect::Once;
    if is_once && earlier.iter().any(|request| request.status != Some(429)) {
        return None;
    }
    if is_once && last.fault.is_some() {
        return Some("unknown: not sent again, and no read settles it");
    }
    if ending.took + BETWEEN_LOOK_UPS >= schedule.timeout {
        return Some("unknown: the time was up");
    }
    let act = last.fault?;
    match last.status {
        _ if sent.len() >= ATTEMPTS => Some("unknown: sent again until the attempts were used up"),
        Some(400 | 401 | 403 | 422) => Some("unknown: the carrier refuses to be asked"),
        Some(200..=399) => Some("unknown: an answer that cannot be read; no read settles it"),
        _ if act == "too_many_requests" => {
            Some("unknown: the carrier asks to wait longer than the call may take")
        }
        _ => None,
    }
}
