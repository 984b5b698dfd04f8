//! One case: a seed, played.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;
use trunkline_emulator::RequestRecord;

use super::scene::{Setup, account};
use super::verdict::{self, Told};
use super::{Sabotage, Scene, Schedule, Violation};

/// What lies between client and emulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// Nothing: the emulator is the client's service, and time is paused.
    Direct,
    /// A socket, and time that passes; all waits of the schedule, and the settlement window, are this much shorter.
    Tcp {
        /// So many times.
        faster: u32,
    },
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// What decides everything.
    pub seed: u64,
    /// Which operation.
    pub scene: Arc<Scene>,
    /// What goes wrong.
    pub schedule: Schedule,
}

/// How a case ended.
#[derive(Debug)]
pub struct Ending {
    /// What the client said.
    pub told: Told,
    /// When it said so, counted from the beginning of the call.
    pub took: Duration,
    /// The account at that moment.
    pub then: Value,
    /// The account when everything that is carried out late has been, if any request has come or was carried out since.
    pub later: Option<Value>,
    /// The requests that arrived, in order.
    pub requests: Vec<RequestRecord>,
    /// What the emulator's own books object to.
    pub objections: Vec<String>,
}

impl Case {
    /// The case of a seed.
    pub fn of(seed: u64, scenes: &[Arc<Scene>], wire: Wire) -> Option<Self> {
        let count = u64::try_from(scenes.len()).ok()?;
        let index = usize::try_from(seed.checked_rem(count)?).ok()?;
        let schedule = Schedule::of(seed);
        Some(Self {
            seed,
            scene: Arc::clone(scenes.get(index)?),
            schedule: match wire {
                Wire::Direct => schedule,
                Wire::Tcp { faster } => schedule.faster(faster),
            },
        })
    }

    /// Plays it.
    ///
    /// # Errors
    /// If the stage cannot be set.
    pub async fn play(&self, wire: Wire, sabotage: Sabotage) -> Result<Ending, String> {
        let (over_tcp, faster) = match wire {
            Wire::Direct => (false, 1),
            Wire::Tcp { faster } => (true, faster),
        };
        let emulator = self.scene.emulator(over_tcp).await?;
        for planned in &self.schedule.faults {
            emulator.fault(planned.fault.clone());
        }
        let setup = Setup {
            timeout: self.schedule.timeout,
            attempt_timeout: self.schedule.attempt_timeout,
            window: over_tcp.then(|| self.scene.operation.carrier.settlement_window / faster),
            jitter: self.schedule.jitter,
            sabotage,
            over_tcp,
            ..Setup::default()
        };
        let playing = self.scene.cast(&emulator, &setup)?();
        let begun = Instant::now();
        let result = playing.await;
        let took = begun.elapsed();
        let (then, arrived) = (account(&emulator), emulator.requests());
        tokio::time::sleep(self.schedule.longest_wait() + Duration::from_millis(50)).await;
        let requests = emulator.requests();
        Ok(Ending {
            told: Told::of(result)?,
            took,
            then,
            later: (requests != arrived).then(|| account(&emulator)),
            requests,
            objections: emulator.audit().violations().to_vec(),
        })
    }

    /// What is wrong with how it ended; else the class of outcome it belongs to.
    ///
    /// # Errors
    /// The violation.
    pub fn judge(&self, ending: &Ending, wire: Wire) -> Result<&'static str, Violation> {
        let window = match wire {
            Wire::Direct => self.scene.operation.carrier.settlement_window,
            Wire::Tcp { faster } => self.scene.operation.carrier.settlement_window / faster,
        };
        verdict::judge(&self.scene, &self.schedule, window, ending)
    }
}
