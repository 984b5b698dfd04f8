//! Following a port order until it has ended.

use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;
use trunkline_core::{Cursor, Error, Timestamp};
use trunkline_transport::Client;

use super::{GetPortOrder, GetPortOrderStatus, NextStep, PortOrder, PortOrderId, PortOrderState};
use crate::prelude::*;

const WATCH: Operation = Operation::read(&FLOWROUTE, "flowroute.v2.porting.watch");

/// Reads that may fail in a row before a watch gives up.
const FAILURES: u32 = 5;

/// A port order that has come to another status, and what it needs there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PortChange {
    /// The order as it is now.
    pub order: PortOrder,
    /// What it needs next.
    #[serde(flatten)]
    pub next: NextStep,
}

/// The changes of a port order's status, by asking for it now and then.
///
/// The first one is where it stands; the last one is its end. A wait that is dropped loses nothing, and a program that comes
/// back goes on behind the [cursor](Self::cursor) that it has stored.
#[derive(Debug)]
#[must_use = "a watch does nothing until it is asked for the next change"]
pub struct PortWatch {
    client: Client,
    id: PortOrderId,
    interval: Duration,
    timeout: Duration,
    seen: Option<Cursor>,
    /// When to ask next.
    due: Option<Instant>,
    failures: u32,
    is_over: bool,
}

impl PortWatch {
    pub(super) fn new(client: Client, id: PortOrderId) -> Self {
        Self {
            client,
            id,
            interval: Duration::from_secs(60),
            timeout: Duration::from_secs(60 * 86_400),
            seen: None,
            due: None,
            failures: 0,
            is_over: false,
        }
    }

    /// How long to wait before asking again: a minute by default.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long one change may take to come: 60 days by default, more than an order lives unattended.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Goes on behind a change that was seen before.
    pub fn after(mut self, cursor: impl Into<Cursor>) -> Self {
        self.seen = Some(cursor.into());
        self
    }

    /// Where the last change is, to be stored; `None` before the first one.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.seen.as_ref()
    }

    /// The next change, or `None` behind the last one.
    ///
    /// # Errors
    /// [`Timeout`](ErrorKind::Timeout) if none comes in time; then, and after any other error, the next call goes on. A
    /// carrier that cannot be reached is asked again, five times in a row.
    pub async fn next(&mut self) -> Result<Option<PortChange>> {
        if self.is_over {
            return Ok(None);
        }
        let limit = self.timeout;
        tokio::time::timeout(limit, self.change())
            .await
            .unwrap_or_else(|_| {
                let what = format!("no change within {} s", limit.as_secs());
                Err(Error::new(&WATCH, ErrorKind::Timeout, what).with_subject(Some(self.id.as_str())))
            })
    }

    async fn change(&mut self) -> Result<Option<PortChange>> {
        loop {
            if let Some(due) = self.due {
                tokio::time::sleep_until(due).await;
            }
            let read = self.read().await;
            self.due = Some(Instant::now() + self.interval);
            match read {
                Ok(None) => self.failures = 0,
                Ok(Some(change)) => {
                    self.failures = 0;
                    self.seen = Some(mark(&change.order));
                    self.is_over = change
                        .order
                        .status
                        .as_ref()
                        .is_some_and(|status| status.is_final());
                    return Ok(Some(change));
                }
                Err(error) if is_passing(&error) && self.failures + 1 < FAILURES => self.failures += 1,
                Err(error) => {
                    self.failures = 0;
                    return Err(error);
                }
            }
        }
    }

    /// The order, if it stands elsewhere than when it was seen last.
    async fn read(&self) -> Result<Option<PortChange>> {
        if let Some(seen) = &self.seen {
            let state = self.client.send(GetPortOrderStatus::new(&self.id)).await?;
            if mark_of(&state) == *seen {
                return Ok(None);
            }
        }
        let order = self.client.send(GetPortOrder::new(&self.id)).await?;
        let next = order.next_step();
        Ok((self.seen != Some(mark(&order))).then_some(PortChange { order, next }))
    }
}

fn mark(order: &PortOrder) -> Cursor {
    mark_of(&PortOrderState {
        id: order.id.clone(),
        status: order.status.clone(),
        status_updated_at: order.status_updated_at.clone(),
    })
}

/// `pending@2018-07-31T21:34:17Z`.
fn mark_of(state: &PortOrderState) -> Cursor {
    let status = state.status.as_ref().map_or("", |status| status.as_str());
    let since = state
        .status_updated_at
        .as_ref()
        .map(Timestamp::to_string)
        .unwrap_or_default();
    Cursor::new(format!("{status}@{since}"))
}

/// Whether the same question may be answered a little later.
fn is_passing(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Server
            | ErrorKind::Timeout
            | ErrorKind::ConnectFailed
            | ErrorKind::ConnectionLost
            | ErrorKind::RateLimited
    )
}
