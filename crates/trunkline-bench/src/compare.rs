//! Measures the CPU time per call of both clients, in alternating rounds.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use crate::bare::Bare;
use crate::rounds::Rounds;
use crate::sdk::Sdk;
use crate::{Caller, Case, Failure, Medians, Ratio, cpu_time, drive};

/// How much is measured. All of it is bounded.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "arguments by name")]
pub struct Plan {
    /// How many rounds count, after one that does not.
    pub rounds: u32,
    /// How many calls a client makes in a round; of pages, a tenth as many.
    pub calls: u32,
    /// No round begins when a case has taken this long.
    pub at_most: Duration,
}

impl Plan {
    /// How many calls a client makes in a round.
    pub fn calls(self, case: Case, in_flight: u32) -> u32 {
        let calls = match case {
            Case::Details | Case::Purchase => self.calls,
            Case::Page => self.calls / 10,
        };
        calls.max(in_flight)
    }
}

/// The most CPU time that a call may take, as a multiple of the bare one's.
struct Limit {
    case: Case,
    in_flight: RangeInclusive<u32>,
    most: Ratio,
}

/// The limits of `--check`. With few calls in flight, much of the time goes into waking up, and varies.
const LIMITS: &[Limit] = &[
    limit(Case::Details, 1..=15, 1400),
    limit(Case::Details, 16..=64, 1150),
    limit(Case::Page, 1..=64, 850),
    // 0.70 of the bare client's speed.
    limit(Case::Purchase, 16..=16, 1429),
];

const fn limit(case: Case, in_flight: RangeInclusive<u32>, thousandths: u64) -> Limit {
    let most = Ratio::thousandths(thousandths);
    Limit {
        case,
        in_flight,
        most,
    }
}

/// The result for one case.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Line {
    /// The kind of call.
    pub case: Case,
    /// How many calls were in flight at any time.
    pub in_flight: u32,
    /// CPU time per call, bare first, trunkline second.
    pub medians: Medians,
}

impl Line {
    /// The most that the ratio may be; `None` if it is only shown.
    pub fn limit(&self) -> Option<Ratio> {
        let applies = |limit: &&Limit| limit.case == self.case && limit.in_flight.contains(&self.in_flight);
        LIMITS.iter().find(applies).map(|limit| limit.most)
    }

    /// Whether the ratio is within its limit.
    pub fn holds(&self) -> bool {
        self.limit().is_none_or(|most| self.medians.ratio <= most)
    }
}

/// Measures one case.
///
/// # Errors
/// If a call fails, or if there is not even one round.
pub async fn compare(
    bare: &Bare,
    ours: &Sdk,
    case: Case,
    in_flight: u32,
    plan: Plan,
) -> Result<Line, Failure> {
    let calls = plan.calls(case, in_flight);
    let begun = Instant::now();
    let mut rounds = Rounds::default();
    for round in 0..=plan.rounds {
        // The client that comes second finds a warmer cache, so the order alternates.
        let (a, b) = if round % 2 == 0 {
            let a = turn(bare, case, calls, in_flight).await?;
            (a, turn(ours, case, calls, in_flight).await?)
        } else {
            let b = turn(ours, case, calls, in_flight).await?;
            (turn(bare, case, calls, in_flight).await?, b)
        };
        // The first round makes the connections.
        if round > 0 {
            rounds.push(a, b);
        }
        if round > 0 && begun.elapsed() > plan.at_most {
            break;
        }
    }
    let medians = rounds.medians().ok_or("no rounds, no ratio")?;
    Ok(Line {
        case,
        in_flight,
        medians,
    })
}

/// CPU time per call.
async fn turn(caller: &impl Caller, case: Case, calls: u32, in_flight: u32) -> Result<Duration, Failure> {
    let before = cpu_time();
    drive(caller, case, calls, in_flight).await?;
    Ok((cpu_time() - before) / calls.max(1))
}
