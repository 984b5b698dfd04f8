//! Turns that are shared beyond one client.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Where clients that know nothing of each other take turns: the processes of one machine, say.
/// [`TurnsInFile`](crate::TurnsInFile) is one.
///
/// It is asked right before a call leaves, by one call of a class at a time, and must answer quickly. If it fails, a client goes
/// on with the limits that it keeps by itself.
pub trait SharedTurns: Send + Sync {
    /// Takes the turn of `class` if it is free, so that the next one is free after `interval`: `None`. Otherwise says how long
    /// to wait before asking again.
    ///
    /// # Errors
    /// If it cannot tell.
    fn take(&self, class: &str, interval: Duration) -> io::Result<Option<Duration>>;

    /// The carrier asks everybody to wait: the next turn of `class` is free after `wait`, or later.
    ///
    /// # Errors
    /// If it cannot be noted down.
    fn pause(&self, class: &str, wait: Duration) -> io::Result<()>;
}

/// The turns of others, if they can be had.
#[derive(Clone)]
pub(super) struct Shared(pub(super) Arc<dyn SharedTurns>);

impl Shared {
    /// `Err` with how long to wait before asking again.
    pub(super) fn take(&self, class: &str, interval: Duration) -> Result<(), Duration> {
        match self.0.take(class, interval) {
            // Never at once, whatever it says: that would be a loop.
            Ok(Some(wait)) => Err(wait.max(Duration::from_millis(1))),
            Ok(None) => Ok(()),
            Err(error) => {
                tracing::warn!(class, %error, "turns cannot be shared");
                Ok(())
            }
        }
    }

    pub(super) fn pause(&self, class: &str, wait: Duration) {
        if let Err(error) = self.0.pause(class, wait) {
            tracing::warn!(class, %error, "turns cannot be shared");
        }
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}
