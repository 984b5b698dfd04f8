//! What is to be done next. Items are claimed a few at a time, so that memory does not grow with the fleet.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

use crate::journal::{Claim, Journal, JournalError, Which};
use crate::run::Options;

pub(super) struct Queue<'a> {
    journal: &'a Journal,
    run: &'a str,
    options: &'a Options,
    claimed: Mutex<Claimed>,
}

#[derive(Default)]
struct Claimed {
    claims: VecDeque<Claim>,
    /// Since when the journal has not answered.
    silent_since: Option<Instant>,
}

/// What to do about a journal that was asked.
enum Asked {
    Claimed,
    Wait(Duration),
    NothingLeft,
}

impl<'a> Queue<'a> {
    pub(super) fn new(journal: &'a Journal, run: &'a str, options: &'a Options) -> Self {
        Self {
            journal,
            run,
            options,
            claimed: Mutex::default(),
        }
    }

    /// The next item; `None` if nothing is left, or nothing that is due in time.
    pub(super) async fn next(&self) -> Result<Option<Claim>, JournalError> {
        loop {
            // One asks, and the others wait for what comes of it.
            let mut claimed = self.claimed.lock().await;
            // What waited here too long goes back to everybody by itself.
            claimed
                .claims
                .retain(|claim| Instant::now() + self.options.call_limit < claim.lease_ends);
            if let Some(claim) = claimed.claims.pop_front() {
                return Ok(Some(claim));
            }
            let asked = self.ask(&mut claimed.claims).await;
            match self.patiently(&mut claimed.silent_since, asked)? {
                Asked::Claimed => {}
                Asked::Wait(wait) => sleep(wait).await,
                Asked::NothingLeft => return Ok(None),
            }
        }
    }

    async fn ask(&self, claims: &mut VecDeque<Claim>) -> Result<Asked, JournalError> {
        let Options {
            worker,
            lease,
            concurrency,
            ..
        } = self.options;
        for which in [Which::UnderWay, Which::Open] {
            claims.extend(
                self.journal
                    .claim(self.run, which, worker, *lease, (*concurrency).max(1))
                    .await?,
            );
            if !claims.is_empty() {
                return Ok(Asked::Claimed);
            }
        }
        let Some(due) = self.journal.next_due(self.run).await? else {
            return Ok(Asked::NothingLeft);
        };
        // A lease of another worker may be what is waited for.
        match due > self.options.patience.max(*lease) {
            true => Ok(Asked::NothingLeft),
            false => Ok(Asked::Wait(self.soon(due))),
        }
    }

    /// A journal that does not answer is asked again, for as long as patience lasts.
    fn patiently(
        &self,
        silent_since: &mut Option<Instant>,
        asked: Result<Asked, JournalError>,
    ) -> Result<Asked, JournalError> {
        match asked {
            Err(error) if error.is_passing() => {
                let since = *silent_since.get_or_insert_with(Instant::now);
                match since.elapsed() > self.options.patience {
                    true => Err(error),
                    false => Ok(Asked::Wait(self.options.first_wait)),
                }
            }
            asked => {
                *silent_since = None;
                asked
            }
        }
    }

    /// Others may finish earlier than their leases say.
    fn soon(&self, due: Duration) -> Duration {
        due.clamp(
            Duration::from_millis(1),
            self.options.first_wait.max(Duration::from_millis(1)),
        )
    }
}
