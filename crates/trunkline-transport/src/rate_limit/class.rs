//! One class of calls: whose turn it is, and when.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout_at};

use super::pace::Pace;
use super::shared::Shared;

/// The longest that all calls of a class are held up because the carrier asked for it in one answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Calls that one limit counts together. They leave in the order in which they came, at the [`Pace`] of the moment.
///
/// Nothing is booked ahead: the one in front takes its place at the moment it leaves. So a call that is dropped while it waits
/// leaves no gap, and a queue takes no memory but that of the calls themselves.
#[derive(Debug)]
pub(super) struct Class {
    name: Box<str>,
    /// Held by the one in front; tokio's mutex hands it on in the order of asking.
    front: tokio::sync::Mutex<()>,
    waiting: AtomicU32,
    state: Mutex<State>,
    /// The turns that other processes share.
    shared: Option<Shared>,
}

#[derive(Debug)]
struct State {
    pace: Pace,
    /// When the next call may leave; `None` for at any time.
    due: Option<Instant>,
}

impl Class {
    pub(super) fn new(name: &str, pace: Pace, shared: Option<Shared>) -> Self {
        Self {
            name: name.into(),
            front: tokio::sync::Mutex::new(()),
            waiting: AtomicU32::new(0),
            state: Mutex::new(State { pace, due: None }),
            shared,
        }
    }

    /// Whether a call may leave at once; it has then left. Those who wait come first.
    pub(super) fn leave_at_once(&self, now: Instant) -> bool {
        self.front.try_lock().is_ok() && self.leave(now).is_ok()
    }

    /// A place at the end of the queue; `Err` with the time of its turn if that is after `deadline`.
    pub(super) fn queue(self: Arc<Self>, now: Instant, deadline: Option<Instant>) -> Result<Place, Instant> {
        let ahead = self.waiting.fetch_add(1, Ordering::Relaxed);
        let interval = self.state().pace.interval(now);
        let place = Place(self);
        let turn = place.0.next_due(now) + interval * ahead;
        match deadline {
            Some(deadline) if turn > deadline => Err(turn),
            _ => Ok(place),
        }
    }

    /// The carrier has refused a call for its rate that left at `left`.
    pub(super) fn slow_down(&self, left: Option<Instant>, now: Instant) {
        let mut state = self.state();
        state.pace.slow_down(left, now);
        let next = now + state.pace.interval(now);
        state.due = state.due.max(Some(next));
    }

    /// The carrier has asked to wait.
    pub(super) fn pause(&self, wait: Duration, now: Instant) {
        let wait = wait.min(LONGEST_PAUSE);
        let mut state = self.state();
        state.due = state.due.max(Some(now + wait));
        if let Some(shared) = &self.shared {
            shared.pause(&self.name, wait);
        }
    }

    fn next_due(&self, now: Instant) -> Instant {
        self.state().due.map_or(now, |due| due.max(now))
    }

    /// Takes the place that is free now; `Err` with the time of the next one, or when to ask again.
    fn leave(&self, now: Instant) -> Result<(), Instant> {
        let mut state = self.state();
        if let Some(due) = state.due.filter(|due| *due > now) {
            return Err(due);
        }
        let interval = state.pace.interval(now);
        if let Some(shared) = &self.shared
            && let Err(wait) = shared.take(&self.name, interval)
        {
            return Err(now + wait);
        }
        state.due = Some(now + interval);
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
