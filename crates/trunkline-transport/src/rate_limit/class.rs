//! One class of calls: whose turn it is, and when.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

/// Calls that one limit counts together. They leave in the order in which they came, at most one every `interval`.
///
/// Nothing is booked ahead: the one in front takes its place at the moment it leaves. So a call that is dropped while it waits
/// leaves no gap, and a queue takes no memory but that of the calls themselves.
#[derive(Debug)]
pub(super) struct Class {
    interval: Duration,
    /// Held by the one in front; tokio's mutex hands it on in the order of asking.
    front: tokio::sync::Mutex<()>,
    waiting: AtomicU32,
    /// When the next call may leave; `None` for at any time.
    due: Mutex<Option<Instant>>,
}

impl Class {
    pub(super) fn new(interval: Duration) -> Self {
        Self {
            interval,
            front: tokio::sync::Mutex::new(()),
            waiting: AtomicU32::new(0),
            due: Mutex::new(None),
        }
    }

    /// Whether a call may leave at once; it has then left. Those who wait come first.
    pub(super) fn leave_at_once(&self, now: Instant) -> bool {
        self.front.try_lock().is_ok() && self.leave(now).is_ok()
    }

    /// A place at the end of the queue; `Err` with the time of its turn if that is after `deadline`.
    pub(super) fn queue(self: Arc<Self>, now: Instant, deadline: Option<Instant>) -> Result<Place, Instant> {
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        let place = Place(self);
        let turn = place.0.next_due(now) + place.0.interval * ahead;
        match deadline {
            Some(deadline) if turn > deadline => Err(turn),
            _ => Ok(place),
        }
    }

    fn next_due(&self, now: Instant) -> Instant {
        self.due().map_or(now, |due| due.max(now))
    }

    /// Takes the place that is free now; `Err` with the time of the next one.
    fn leave(&self, now: Instant) -> Result<(), Instant> {
        let mut due = self.due();
        match *due {
            Some(due) if due > now => Err(due),
            _ => {
                *due = Some(now + self.interval);
                Ok(())
            }
        }
    }

    fn due(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue, given back when dropped.
pub(super) struct Place(Arc<Class>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Place {
    /// Waits for the turn and leaves; `Err` with the time of it if it comes after `deadline`.
    pub(super) async fn turn(self, deadline: Option<Instant>) -> Result<(), Instant> {
        let class = &*self.0;
        let _front = match deadline {
            Some(deadline) => match timeout_at(deadline, class.front.lock()).await {
                Ok(front) => front,
                Err(_) => return Err(class.next_due(deadline)),
            },
            None => class.front.lock().await,
        };
        while let Err(due) = class.leave(Instant::now()) {
            if deadline.is_some_and(|deadline| due > deadline) {
                return Err(due);
            }
            sleep_until(due).await;
        }
        Ok(())
    }
}
