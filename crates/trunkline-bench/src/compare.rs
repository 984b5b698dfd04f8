//! Measures the CPU time per call of both clients, in alternating rounds.

use std::time::{Duration, Instant};

use crate::bare::Bare;
use crate::sdk::Sdk;
use crate::{Caller, Case, Failure, Ratio, cpu_time, drive, median};

/// How much is measured. All of it is bounded.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "arguments by name")]
pub struct Plan {
    /// How many rounds count, after one that does not.
    pub rounds: u32,
    /// How many calls for details a client makes in a round; for pages it is a tenth of them.
    pub calls: u32,
    /// No round begins when a case has taken this long.
    pub at_most: Duration,
}

impl Plan {
    /// How many calls a client makes in a round.
    pub fn calls(self, case: Case, in_flight: u32) -> u32 {
        let calls = match case {
            Case::Details => self.calls,
            Case::Page => self.calls / 10,
        };
        calls.max(in_flight)
    }
}

/// The most CPU time a call of ours may take, as a multiple of the bare one's.
pub fn limit(case: Case) -> Ratio {
    match case {
        Case::Details => Ratio::thousandths(1400),
        Case::Page => Ratio::thousandths(1150),
    }
}

/// The result for one case.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "a line of a table")]
pub struct Line {
    /// The kind of call.
    pub case: Case,
    /// How many calls were in flight at any time.
    pub in_flight: u32,
    /// CPU time of a bare call: the median of the rounds.
    pub bare: Duration,
    /// CPU time of a trunkline call: the median of the rounds.
    pub ours: Duration,
    /// The median of the rounds' ratios.
    pub ratio: Ratio,
    /// The smallest and the largest ratio of a round.
    pub range: (Ratio, Ratio),
    /// How many rounds counted.
    pub rounds: usize,
}

impl Line {
    /// Whether the median is within the limit.
    pub fn holds(&self) -> bool {
        self.ratio <= limit(self.case)
    }
}

/// CPU times per call, round by round.
#[derive(Default)]
struct Rounds {
    bare: Vec<Duration>,
    ours: Vec<Duration>,
    ratios: Vec<Ratio>,
}

impl Rounds {
    fn push(&mut self, bare: Duration, ours: Duration) {
        self.bare.push(bare);
        self.ours.push(ours);
        self.ratios.push(Ratio::of(ours, bare));
    }

    fn line(&self, case: Case, in_flight: u32) -> Option<Line> {
        let range = (*self.ratios.iter().min()?, *self.ratios.iter().max()?);
        let (bare, ours) = (median(&self.bare)?, median(&self.ours)?);
        Some(Line {
            case,
            in_flight,
            bare,
            ours,
            ratio: median(&self.ratios)?,
            range,
            rounds: self.ratios.len(),
        })
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
    rounds
        .line(case, in_flight)
        .ok_or_else(|| "no rounds, no ratio".into())
}

/// CPU time per call.
async fn turn(caller: &impl Caller, case: Case, calls: u32, in_flight: u32) -> Result<Duration, Failure> {
    let before = cpu_time();
    drive(caller, case, calls, in_flight).await?;
    Ok((cpu_time() - before) / calls.max(1))
}
