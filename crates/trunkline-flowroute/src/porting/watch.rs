//! Following a port order until it has ended.

mod hints;

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use serde::Serialize;
use tokio::time::{Instant, Sleep, sleep};
use trunkline_core::{Cursor, Error, Timestamp};
use trunkline_transport::Client;

pub use self::hints::PortHints;
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

/// Asks for the order, at its time.
type Asking = Pin<Box<dyn Future<Output = Result<Option<PortChange>>> + Send>>;

/// The changes of a port order's status: a [`Stream`], and [`try_next`](Self::try_next) for those who use none.
///
/// The first one is where the order stands; the last one is its end. It asks the carrier now and then, and at once when
/// [`hints`](Self::hints) tell it that there is news. A wait that is dropped loses nothing, and a program that comes back goes
/// on behind the [cursor](Self::cursor) that it has stored.
///
/// No error ends the stream; the next wait goes on:
///
/// * [`Timeout`](ErrorKind::Timeout): no change has come in [time](Self::timeout).
/// * A carrier that cannot be reached is asked again, five times in a row, before it is an error.
#[must_use = "a watch does nothing until it is polled"]
pub struct PortWatch {
    client: Client,
    id: PortOrderId,
    interval: Duration,
    timeout: Duration,
    hints: PortHints,
    seen: Option<Cursor>,
    /// Polled through `&mut` alone; the lock, never taken, makes it `Sync`.
    asking: Mutex<Option<Asking>>,
    /// When the carrier answered last.
    answered: Option<Instant>,
    /// When the change that is waited for is late.
    late: Option<Pin<Box<Sleep>>>,
    failures: u32,
    is_over: bool,
}

impl PortWatch {
    pub(super) fn new(client: Client, id: PortOrderId) -> Self {
        Self {
            client,
            hints: PortHints::new(id.clone()),
            id,
            interval: Duration::from_secs(60),
            timeout: Duration::from_secs(60 * 86_400),
            seen: None,
            asking: Mutex::default(),
            answered: None,
            late: None,
            failures: 0,
            is_over: false,
        }
    }

    /// How long to wait before asking again: a minute by default. With [hints](Self::hints) it can be longer; a change whose
    /// event is lost is found after it.
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

    /// Where to hand the events that are posted to the order's [`status_url`](super::CreatePortOrder::status_url), so that
    /// changes come at once.
    #[must_use]
    pub fn hints(&self) -> PortHints {
        self.hints.clone()
    }

    /// The next change, or `None` behind the last one.
    ///
    /// # Errors
    /// See [`PortWatch`]; the next call goes on.
    pub async fn try_next(&mut self) -> Result<Option<PortChange>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
            .await
            .transpose()
    }

    fn ask(&self) -> Asking {
        let (client, id, seen) = (self.client.clone(), self.id.clone(), self.seen.clone());
        let (hints, answered, interval) = (self.hints.clone(), self.answered, self.interval);
        Box::pin(async move {
            if let Some(answered) = answered {
                hints.wait(answered, interval).await;
            }
            read(&client, &id, seen.as_ref()).await
        })
    }

    /// The carrier's answer: a change, an error, or nothing new.
    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<PortChange>>> {
        let asking = self
            .asking
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let mut asking = asking.unwrap_or_else(|| self.ask());
        let Poll::Ready(answer) = asking.as_mut().poll(cx) else {
            *self.asking.get_mut().unwrap_or_else(PoisonError::into_inner) = Some(asking);
            return Poll::Pending;
        };
        self.answered = Some(Instant::now());
        Poll::Ready(self.take(answer))
    }

    fn take(&mut self, answer: Result<Option<PortChange>>) -> Option<Result<PortChange>> {
        if answer.as_ref().err().is_some_and(is_passing) && self.failures + 1 < FAILURES {
            self.failures += 1;
            return None;
        }
        self.failures = 0;
        let change = answer.transpose()?;
        if let Ok(PortChange { order, .. }) = &change {
            self.seen = Some(mark(order));
            self.is_over = order.status.as_ref().is_some_and(|status| status.is_final());
        }
        Some(change)
    }

    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        let limit = self.timeout;
        let late = self.late.get_or_insert_with(|| Box::pin(sleep(limit)));
        late.as_mut().poll(cx).map(|()| {
            let what = format!("no change within {} s", limit.as_secs());
            Error::new(&WATCH, ErrorKind::Timeout, what).with_subject(Some(self.id.as_str()))
        })
    }
}

impl Stream for PortWatch {
    type Item = Result<PortChange>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        while !this.is_over {
            let answer = this.poll_answer(cx);
            if let Poll::Ready(Some(change)) = answer {
                this.late = None;
                return Poll::Ready(Some(change));
            }
            if let Poll::Ready(error) = this.poll_late(cx) {
                this.late = None;
                return Poll::Ready(Some(Err(error)));
            }
            if answer.is_pending() {
                return Poll::Pending;
            }
        }
        Poll::Ready(None)
    }
}

impl fmt::Debug for PortWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortWatch")
            .field("id", &self.id)
            .field("seen", &self.seen)
            .finish_non_exhaustive()
    }
}

/// The order, if it stands elsewhere than when it was seen last.
async fn read(client: &Client, id: &PortOrderId, seen: Option<&Cursor>) -> Result<Option<PortChange>> {
    if let Some(seen) = seen {
        let state = client.send(GetPortOrderStatus::new(id)).await?;
        if mark_of(&state) == *seen {
            return Ok(None);
        }
    }
    let order = client.send(GetPortOrder::new(id)).await?;
    let next = order.next_step();
    Ok((seen != Some(&mark(&order))).then_some(PortChange { order, next }))
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
