//! What goes wrong in one case, and when.

use std::fmt;
use std::time::Duration;

use fastrand::Rng;
use serde_json::Value;
use trunkline_emulator::Fault;

use super::acts::{self, pick};

/// Requests of a call, look-ups included, that a fault may hit.
const POSITIONS: u64 = 14;

/// In so many of 100 schedules somebody else buys the number just before the call.
const SOLD: u32 = 3;

/// So many of 100 schedules have a limit of requests besides.
const LIMITED: u32 = 5;

/// A fault, and which request of the call it hits, counted from 1.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which request; 0 for a limit, which counts them all.
    pub position: u64,
    /// What happens to it.
    pub fault: Fault,
}

/// Everything that a seed decides about one case, the operation apart.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// What goes wrong.
    pub faults: Vec<Planned>,
    /// The limit of the whole call.
    pub timeout: Duration,
    /// The limit of an attempt.
    pub attempt_timeout: Duration,
    /// What the jitter is drawn from.
    pub jitter: u64,
}

impl Schedule {
    /// The schedule of a seed.
    pub fn of(seed: u64) -> Self {
        let mut dice = Rng::with_seed(seed);
        // The first request is what this is about. Of the others none, some or most go wrong.
        let others = pick(&mut dice, &[0, 0, 15, 50, 90]);
        let mut faults = Vec::new();
        if dice.u32(0..100) < LIMITED {
            faults.push(Planned {
                position: 0,
                fault: acts::limit(Fault::on("*"), &mut dice),
            });
        }
        for position in 1..=POSITIONS {
            let chance = if position == 1 { 90 } else { others };
            if dice.u32(0..100) < chance {
                let on = Fault::on("*").nth(position);
                let fault = match position == 1 && dice.u32(0..100) < SOLD {
                    true => on.sold_elsewhere(),
                    false => acts::draw(on, &mut dice),
                };
                faults.push(Planned { position, fault });
            }
        }
        let timeouts = [
            60_000, 60_000, 60_000, 60_000, 300, 1_000, 5_000, 20_000, 31_000, 45_000, 90_000,
        ];
        let attempts = [30_000, 30_000, 30_000, 1_000, 5_000];
        Self {
            faults,
            timeout: Duration::from_millis(pick(&mut dice, &timeouts)),
            attempt_timeout: Duration::from_millis(pick(&mut dice, &attempts)),
            jitter: dice.u64(..),
        }
    }

    /// The same, with all its waits so many times shorter.
    pub(super) fn faster(self, times: u32) -> Self {
        let shorter = |planned: Planned| {
            let mut document = serde_json::to_value(&planned.fault).ok()?;
            if let Some(millis) = document.get_mut("millis") {
                *millis = Value::from(millis.as_u64()? / u64::from(times));
            }
            Some(Planned {
                fault: serde_json::from_value(document).ok()?,
                ..planned
            })
        };
        Self {
            faults: self.faults.into_iter().filter_map(shorter).collect(),
            timeout: self.timeout / times,
            attempt_timeout: self.attempt_timeout / times,
            ..self
        }
    }

    /// The same, without the fault at `index`.
    pub(super) fn without(&self, index: usize) -> Self {
        let mut fewer = self.clone();
        fewer.faults.remove(index);
        fewer
    }

    /// The longest wait of any fault: so long after the call everything is over.
    pub(super) fn longest_wait(&self) -> Duration {
        let waits = self.faults.iter().filter_map(|planned| wait(&planned.fault));
        waits.map(|(_, wait)| wait).max().unwrap_or_default()
    }

    /// How far behind a read may be.
    pub(super) fn longest_lag(&self) -> Duration {
        let waits = self.faults.iter().filter_map(|planned| wait(&planned.fault));
        let lags = waits.filter(|(word, _)| word == "stale");
        lags.map(|(_, lag)| lag).max().unwrap_or_default()
    }

    /// How long after its reply was lost the request of `position` is carried out.
    pub(super) fn late_by(&self, position: u64) -> Option<Duration> {
        let planned = self.faults.iter().find(|planned| planned.position == position)?;
        let (word, late) = wait(&planned.fault)?;
        match word.as_str() {
            "commit_late" | "commit_late_status" => Some(late),
            // The reply is lost only when nobody waits for it any more.
            "commit_late_hang" => Some(late.saturating_sub(self.attempt_timeout.min(self.timeout))),
            _ => None,
        }
    }
}

/// The word and the wait of a fault that waits.
fn wait(fault: &Fault) -> Option<(String, Duration)> {
    let document = serde_json::to_value(fault).ok()?;
    let millis = document.get("millis")?.as_u64()?;
    Some((
        document.get("act")?.as_str()?.to_owned(),
        Duration::from_millis(millis),
    ))
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "timeout {:?}, attempt timeout {:?}, faults [",
            self.timeout, self.attempt_timeout
        )?;
        for (index, planned) in self.faults.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            let fault = serde_json::to_value(&planned.fault).unwrap_or(Value::Null);
            write!(f, "{separator}{fault}")?;
        }
        write!(f, "]")
    }
}
