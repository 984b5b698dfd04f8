//! Who works on what.

use std::time::Duration;

use sqlx::Row;
use tokio::time::Instant;

use super::rows::{ITEM, RunState, item};
use super::{Journal, Result};
use crate::item::{Item, Standing};

/// An item that this worker has until the lease ends.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) item: Item,
    pub(crate) fence: i64,
    pub(crate) lease_ends: Instant,
    /// The clock of the journal, and when it said so.
    pub(crate) clock: (i64, Instant),
}

impl Claim {
    /// How long ago `since` was, by the clock of the journal.
    pub(crate) fn age(&self, since: i64) -> Duration {
        let (then, read) = self.clock;
        let millis = u64::try_from(then.saturating_sub(since)).unwrap_or_default();
        Duration::from_millis(millis) + read.elapsed()
    }
}

/// Which items to claim.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    /// Those of which something may have been sent.
    UnderWay,
    /// Those of which nothing is under way; none if the run does not go on.
    Open,
}

impl Which {
    fn condition(self) -> String {
        match self {
            Self::UnderWay => {
                let words = Standing::UNDER_WAY.map(|standing| format!("'{}'", standing.word()));
                format!("state IN ({})", words.join(", "))
            }
            Self::Open => format!(
                "state = '{}' AND EXISTS (SELECT 1 FROM run WHERE id = $1 AND state = '{}')",
                Standing::Open.word(),
                RunState::Working.word()
            ),
        }
    }
}

impl Journal {
    /// Takes at most `limit` items that are due, the longest waiting first.
    pub(crate) async fn claim(
        &self,
        run: &str,
        which: Which,
        worker: &str,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Claim>> {
        let now = self.dialect.now();
        // Materialized: a plan of Postgres that asks for the rows again would take others.
        let update = format!(
            "WITH taken AS MATERIALIZED (\
                SELECT seq FROM item WHERE run = $1 AND {} AND due <= {now} ORDER BY due, seq LIMIT $4{}\
            ) UPDATE item SET due = {now} + $2, worker = $3, fence = fence + 1 \
            WHERE run = $1 AND seq IN (SELECT seq FROM taken) RETURNING {ITEM}, fence, {now} AS now",
            which.condition(),
            self.dialect.skip_locked()
        );
        let asked = Instant::now();
        let rows = sqlx::query(&update)
            .bind(run)
            .bind(millis(lease))
            .bind(worker)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.pool)
            .await?;
        let answered = Instant::now();
        let mut claims = Vec::with_capacity(rows.len());
        for row in &rows {
            claims.push(Claim {
                item: item(row)?,
                fence: row.try_get("fence")?,
                lease_ends: asked + lease,
                clock: (row.try_get("now")?, answered),
            });
        }
        claims.sort_by_key(|claim| claim.item.seq);
        Ok(claims)
    }

    /// How long until the next item is due; `None` if none is left.
    pub(crate) async fn next_due(&self, run: &str) -> Result<Option<Duration>> {
        let Some(row) = self.run_row(run).await? else {
            return Ok(None);
        };
        let mut next: Option<i64> = None;
        for standing in Standing::ALL
            .into_iter()
            .filter(|standing| !standing.is_finished())
        {
            if standing == Standing::Open && row.state != RunState::Working {
                continue;
            }
            let select = "SELECT due FROM item WHERE run = $1 AND state = $2 ORDER BY due LIMIT 1";
            let due: Option<i64> = sqlx::query_scalar(select)
                .bind(run)
                .bind(standing.word())
                .fetch_optional(&self.pool)
                .await?;
            next = [next, due].into_iter().flatten().min();
        }
        let wait =
            |due: i64| Duration::from_millis(u64::try_from(due.saturating_sub(row.now)).unwrap_or_default());
        Ok(next.map(wait))
    }

    /// Ends the waits of those that are tried again; whom a worker has, it keeps.
    pub(crate) async fn end_waits(&self, run: &str) -> Result<()> {
        let update =
            "UPDATE item SET due = 0, attempts = 0 WHERE run = $1 AND state = 'open' AND worker = ''";
        sqlx::query(update).bind(run).execute(&self.pool).await?;
        Ok(())
    }

    /// Ends all leases: for a journal that no other process works with.
    pub(crate) async fn end_leases(&self, run: &str) -> Result<()> {
        let update = "UPDATE item SET due = 0, worker = '' WHERE run = $1 AND worker <> ''";
        sqlx::query(update).bind(run).execute(&self.pool).await?;
        Ok(())
    }
}

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
