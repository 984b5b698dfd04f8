//! One plan on its way.

use std::time::{Duration, SystemTime};

use trunkline_core::Timestamp;

use crate::item::Standing;
use crate::journal::{Journal, JournalError, JournalErrorKind, RunState};
use crate::progress::{Progress, Record, Status};
use crate::{Carrier, Plan, work};

/// A plan on its way. Every door of it may be used from several processes at once.
#[derive(Clone, Debug)]
pub struct Run {
    journal: Journal,
    plan: Plan,
}

/// How a run works.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How many slots at once (16).
    pub concurrency: usize,
    /// How long a worker has a slot at most before another may take it over (60 s). In a file, only one process works, and the
    /// next one does not wait for it.
    pub lease: Duration,
    /// How long one call of the carrier may take (20 s). Nothing is sent that could outlast the lease.
    pub call_limit: Duration,
    /// How long to wait for slots that only wait, and for a journal that does not answer (60 s).
    pub patience: Duration,
    /// The wait before something is tried again (1 s). It doubles each time, and so becomes longer than [`patience`](Self::patience):
    /// a run ends when nothing is left but what fails again and again.
    pub first_wait: Duration,
    /// What the journal calls this worker; for people only.
    pub worker: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            concurrency: 16,
            lease: Duration::from_secs(60),
            call_limit: Duration::from_secs(20),
            patience: Duration::from_secs(60),
            first_wait: Duration::from_secs(1),
            worker: format!("process {}", std::process::id()),
        }
    }
}

impl Run {
    pub(crate) fn new(journal: Journal, plan: Plan) -> Self {
        Self { journal, plan }
    }

    /// The header of its plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Works until nothing is left, or nothing but what has to wait for longer than [`Options::patience`]. `observer` hears of
    /// everything, after it is written down. What was open when an earlier worker ended is settled first.
    ///
    /// May be dropped at any time, and the process killed: working again goes on where it was.
    ///
    /// # Errors
    /// If the run is for another account, the journal does not answer for longer than [`Options::patience`], or another process
    /// works with this file. Nothing is lost then, and working again goes on.
    ///
    /// # If the outcome is unknown
    /// Of a purchase: its slot is [`Parked`](crate::Standing::Parked), its price stays reserved, and it is looked up again.
    pub async fn work<C: Carrier>(
        &self,
        carrier: &C,
        options: &Options,
        observer: impl Fn(&Progress) + Send + Sync,
    ) -> Result<Status, JournalError> {
        let (ours, theirs) = (carrier.account(), &self.plan.basis.account);
        if ours != *theirs {
            let line = format!(
                "the plan is for {theirs}, and these keys are for {ours}: plan again for this account"
            );
            return Err(JournalError::new(JournalErrorKind::Plan, line));
        }
        let now = Timestamp::from(SystemTime::now());
        if let Some(at) = self.plan.not_before.as_ref().filter(|at| now < **at) {
            let line = format!("nothing of this plan is done before {}", at.rfc3339_seconds());
            return Err(JournalError::new(JournalErrorKind::Plan, line));
        }
        let lock = self.journal.lock()?;
        if lock.is_some() {
            self.journal.end_leases(&self.plan.digest).await?;
        }
        work::work(&self.journal, &self.plan.digest, carrier, options, &observer).await?;
        self.status().await
    }

    /// How it stands.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn status(&self) -> Result<Status, JournalError> {
        let run = &self.plan.digest;
        let row = self.journal.run_row(run).await?;
        let row = row.ok_or_else(|| JournalError::unreadable("run", "it is gone"))?;
        let mut counts = Vec::new();
        for standing in Standing::ALL
            .into_iter()
            .filter(|standing| !standing.is_finished())
        {
            counts.push((standing, self.journal.count(run, standing).await?));
        }
        let count = |of| {
            counts
                .iter()
                .find(|(standing, _)| *standing == of)
                .map_or(0, |(_, count)| *count)
        };
        Ok(Status::of(&row, self.plan.limits, count))
    }

    /// What the journal says of the slots after the place `after`, in the order of the plan; at most `limit`. Start with 0.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn records(&self, after: u64, limit: u32) -> Result<Vec<Record>, JournalError> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let items = self.journal.items(&self.plan.digest, after, limit).await?;
        Ok(items.into_iter().map(Record::of).collect())
    }

    /// Begins nothing new from now on, in any process. What is under way is settled by [`work`](Self::work).
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn cancel(&self) -> Result<(), JournalError> {
        for state in [RunState::Working, RunState::Stopped] {
            self.journal
                .set_run_state(&self.plan.digest, state, RunState::Canceled)
                .await?;
        }
        Ok(())
    }

    /// Lets a run go on that the carrier had stopped, or that was canceled, and what waits to be tried again go on at once.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn reopen(&self) -> Result<(), JournalError> {
        for state in [RunState::Stopped, RunState::Canceled] {
            self.journal
                .set_run_state(&self.plan.digest, state, RunState::Working)
                .await?;
        }
        Ok(self.journal.end_waits(&self.plan.digest).await?)
    }
}
