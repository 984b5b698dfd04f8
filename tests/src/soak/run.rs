//! Many cases, on all processors.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::{Case, Ending, Sabotage, Scene, Violation, Wire, scenes};

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The seed of the first case; those of the others follow.
    pub seed: u64,
    /// How many.
    pub cases: u64,
    /// How many at once: threads with paused time, connections over TCP.
    pub at_once: usize,
    /// What lies between client and emulator.
    pub wire: Wire,
    /// What is broken on purpose.
    pub sabotage: Sabotage,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// How many cases were played.
    pub cases: u64,
    /// How long that took.
    pub took: Duration,
    /// How much time passed for the clients.
    pub simulated: Duration,
    /// How many requests arrived.
    pub requests: u64,
    /// The most memory that this process ever had, in KiB, emulators included; `None` on systems without `/proc`.
    pub peak_kib: Option<u64>,
    /// How many cases ended in which way.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// How many cases each operation had.
    pub operations: BTreeMap<&'static str, u64>,
    /// How many cases violated something.
    pub violating: u64,
    /// The first of them, with as few faults as show it.
    pub violations: Vec<Shrunk>,
}

/// A violation, with as few faults as show it.
#[derive(Debug)]
pub struct Shrunk {
    /// The case.
    pub case: Case,
    /// What it violates.
    pub violation: Violation,
}

/// How many violations are shrunk and shown.
const SHOWN: usize = 5;

/// Runs the cases of a plan.
///
/// # Errors
/// If the stage cannot be set, or a runtime cannot be started.
pub fn run(plan: Plan) -> Result<Report, String> {
    let scenes: Vec<Arc<Scene>> = paused()?.block_on(scenes())?.into_iter().map(Arc::new).collect();
    let begun = Instant::now();
    let (next, report) = (AtomicU64::new(0), Mutex::new(Report::default()));
    let failed = std::thread::scope(|scope| {
        let work = || work(plan, &scenes, &next, &report);
        let workers: Vec<_> = (0..plan.at_once.max(1)).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| worker.join());
        ended
            .filter_map(|ended| match ended {
                Ok(Ok(())) => None,
                Ok(Err(text)) => Some(text),
                Err(_) => Some("a case panicked".to_owned()),
            })
            .last()
    });
    if let Some(text) = failed {
        return Err(text);
    }
    let mut report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.took = begun.elapsed();
    report.peak_kib = peak_kib();
    report.violations.sort_by_key(|shrunk| shrunk.case.seed);
    Ok(report)
}

/// Plays cases until there are none left.
fn work(plan: Plan, scenes: &[Arc<Scene>], next: &AtomicU64, report: &Mutex<Report>) -> Result<(), String> {
    let runtime = match plan.wire {
        Wire::Direct => paused()?,
        Wire::Tcp { .. } => real()?,
    };
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= plan.cases {
            return Ok(());
        }
        let seed = plan.seed.wrapping_add(number);
        let Some(case) = Case::of(seed, scenes, plan.wire) else {
            return Err("there is nothing to play".to_owned());
        };
        let (ending, judged) = runtime.block_on(played(plan, &case))?;
        let mut noted = report.lock().unwrap_or_else(PoisonError::into_inner);
        noted.cases += 1;
        noted.simulated += ending.took;
        noted.requests += u64::try_from(ending.requests.len()).unwrap_or_default();
        *noted.operations.entry(case.scene.operation.name).or_default() += 1;
        match judged {
            Ok(outcome) => *noted.outcomes.entry(outcome).or_default() += 1,
            Err(violation) => {
                noted.violating += 1;
                let show = noted.violations.len() < SHOWN;
                drop(noted);
                if show {
                    let shrunk = runtime.block_on(shrink(plan, Shrunk { case, violation }))?;
                    let mut noted = report.lock().unwrap_or_else(PoisonError::into_inner);
                    noted.violations.push(shrunk);
                }
            }
        }
    }
}

/// How a case ends, and what is to be said of that. Where time passes for real another program may have had the processor: only
/// who is late three times running is late.
async fn played(plan: Plan, case: &Case) -> Result<(Ending, Result<&'static str, Violation>), String> {
    let mut tries = match plan.wire {
        Wire::Direct => 1,
        Wire::Tcp { .. } => 3,
    };
    loop {
        let ending = case.play(plan.wire, plan.sabotage).await?;
        let judged = case.judge(&ending, plan.wire);
        tries -= 1;
        if tries == 0 || !matches!(judged, Err(Violation::Late(_))) {
            return Ok((ending, judged));
        }
    }
}

/// Leaves out one fault after the other as long as something is violated.
async fn shrink(plan: Plan, mut shrunk: Shrunk) -> Result<Shrunk, String> {
    let mut index = 0;
    while index < shrunk.case.schedule.faults.len() {
        let fewer = Case {
            schedule: shrunk.case.schedule.without(index),
            ..shrunk.case.clone()
        };
        match played(plan, &fewer).await? {
            (_, Ok(_)) => index += 1,
            (_, Err(violation)) => {
                shrunk = Shrunk {
                    case: fewer,
                    violation,
                }
            }
        }
    }
    Ok(shrunk)
}

fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Time stands still while anybody works, and jumps when all wait: half a minute costs nothing.
fn paused() -> Result<Runtime, String> {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build();
    runtime.map_err(|e| e.to_string())
}

fn real() -> Result<Runtime, String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|e| e.to_string())
}

impl fmt::Display for Shrunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Case {
            seed,
            scene,
            schedule,
        } = &self.case;
        let operation = scene.operation.name;
        write!(f, "seed {seed}, {operation}: {}\n  {schedule}", self.violation)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX).max(1);
        writeln!(
            f,
            "{} cases of {} operations in {:.1} s: {} cases/s, {} requests, {} h of the clients' time",
            self.cases,
            self.operations.len(),
            self.took.as_secs_f32(),
            self.cases * 1000 / millis,
            self.requests,
            self.simulated.as_secs() / 3600,
        )?;
        if let Some(peak) = self.peak_kib {
            writeln!(f, "{} MiB of memory at most, emulators included", peak / 1024)?;
        }
        for (outcome, count) in &self.outcomes {
            writeln!(f, "{count:>9}  {outcome}")?;
        }
        writeln!(f, "{:>9}  violations", self.violating)?;
        for shrunk in &self.violations {
            writeln!(f, "{shrunk}")?;
        }
        Ok(())
    }
}
